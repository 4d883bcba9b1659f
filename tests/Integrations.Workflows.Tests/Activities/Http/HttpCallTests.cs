using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Http;

public sealed class HttpCallTests
{
    [Fact]
    public void A_call_leaves_as_a_command_and_what_people_see_of_the_wait_holds_no_secret()
    {
        var result = TestData.Start(TestData.Plan(Call("Elsa.SendHttpRequest", url: "https://api.example/a?token=t1", more: Text("method", "post") + Script("content", "({ n: 1 })") + Text("authorization", "Bearer t2") + Json("requestHeaders", """{"X-Colour":"bleu"}"""))));

        var command = Assert.Single(result.Commands);
        var call = HttpCall.Read(command.Payload);
        Assert.Equal(("elsa.http-call", result.State.Bookmarks[0].Id), (command.Kind, command.BookmarkId));
        Assert.Equal(("POST", "https://api.example/a?token=t1", "application/json", """{"n":1}"""), (call.Method, call.Url.ToString(), call.ContentType, call.Body));
        Assert.Equal("""{"X-Colour":"bleu","Authorization":"Bearer t2"}""", call.Headers.ToJsonString());
        Assert.Equal("""{"method":"POST","url":"https://api.example/a"}""", result.State.Bookmarks[0].Payload.ToJsonString());
        var kept = System.Text.Encoding.UTF8.GetString(InstanceStateSerializer.Write(result.State));
        Assert.DoesNotContain("t1", kept, StringComparison.Ordinal);
        Assert.DoesNotContain("t2", kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a url", "Bearer x")]
    [InlineData("ftp://files.example/a", "Bearer x")]
    [InlineData("https://api.example", "sec ret \\\"x")]
    public void A_call_that_cannot_be_made_is_an_incident_without_the_authorization(string url, string authorization)
    {
        var result = TestData.Start(TestData.Plan(Call("Elsa.SendHttpRequest", url: url, more: Text("authorization", authorization))));

        Assert.Empty(result.Commands);
        Assert.DoesNotContain("sec ret", Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "({ a: 'é&', b: [1, 2] })", "a=%C3%A9%26&b=1&b=2")]
    [InlineData("", "'plain'", "plain")]
    [InlineData("application/json", "[1, 'x']", """[1,"x"]""")]
    public void A_body_takes_the_form_of_its_type(string type, string script, string body)
    {
        var result = TestData.Start(TestData.Plan(Call("Elsa.FlowSendHttpRequest", more: Text("contentType", type) + Script("content", script))));

        Assert.Equal(body, HttpCall.Read(result.Commands[0].Payload).Body);
    }

    [Theory]
    [InlineData("[200,404]", 200, new[] { "200", "Done" })]
    [InlineData("[200,404]", 500, new[] { "Unmatched status code", "Done" })]
    [InlineData("[]", 500, new[] { "Done" })]
    public void In_a_flowchart_the_status_is_an_outcome(string expected, int status, string[] outcomes) =>
        Assert.Equal(outcomes, Outcomes(Reply(Call("Elsa.FlowSendHttpRequest", more: Json("expectedStatusCodes", expected, "List<Int32>")), new HttpReply { StatusCode = status })));

    [Theory]
    [InlineData(HttpCallFailure.FailedToConnect, "Failed to connect")]
    [InlineData(HttpCallFailure.Timeout, "Timeout")]
    public void In_a_flowchart_the_absence_of_a_status_is_an_outcome(HttpCallFailure failure, string outcome) =>
        Assert.Equal([outcome], Outcomes(Reply(Call("Elsa.FlowSendHttpRequest"), new HttpReply(failure, "..."))));

    [Theory]
    [InlineData(200, null, "ok")]
    [InlineData(500, null, "unmatched")]
    [InlineData(0, HttpCallFailure.FailedToConnect, "no connection")]
    [InlineData(0, HttpCallFailure.Timeout, "late")]
    public void Embedded_activities_run_for_the_status_or_its_absence(int status, HttpCallFailure? failure, string printed)
    {
        var ports = $$$""","expectedStatusCodes":[{"statusCode":200,"activity":{{{Write("ok")}}}},{"statusCode":204}],"unmatchedStatusCode":{{{Write("unmatched")}}},"failedToConnect":{{{Write("no connection")}}},"timeout":{{{Write("late")}}}""";

        var result = Reply(Call("Elsa.SendHttpRequest", more: ports), new HttpReply(failure, failure is null ? null : "...") { StatusCode = status });

        Assert.Equal([printed], result.Printed);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    [Fact]
    public void The_parts_of_a_response_are_outputs()
    {
        var bound = Output("parsedContent", "Body") + Output("statusCode", "Code") + Output("responseHeaders", "Headers");
        var root = TestData.Sequence(Call("Elsa.SendHttpRequest", more: bound), TestData.Write("w", "getCode() + ' ' + getBody().n + ' ' + getHeaders()['X-Colour']"));

        var result = Reply(root, new HttpReply { StatusCode = 201, Content = new JsonObject { ["n"] = 7 }, Headers = new JsonObject { ["X-Colour"] = "bleu" } }, "Body:Object", "Code:Int32", "Headers:Object");

        Assert.Equal(["201 7 bleu"], result.Printed);
    }

    [Fact]
    public void A_downloaded_file_is_an_output_and_can_be_sent_on()
    {
        var root = TestData.Sequence(Call("Elsa.DownloadHttpFile", more: Output("result", "File")), Call("Elsa.SendHttpRequest", "next", more: Text("method", "PUT") + Script("content", "getFile()")));

        var result = Reply(root, new HttpReply { StatusCode = 200, File = new HttpFileData("plan.pdf", "application/pdf", 3, "AAEC") }, "File:Object");

        var call = HttpCall.Read(result.Commands[0].Payload);
        Assert.Equal(("AAEC", true, "application/pdf"), (call.Body, call.IsBase64, call.ContentType));
    }

    [Theory]
    [InlineData(HttpCallFailure.Refused)]
    [InlineData(HttpCallFailure.Unusable)]
    public void A_refused_address_or_an_unusable_response_is_an_incident_that_says_why(HttpCallFailure failure)
    {
        var result = Reply(Call("Elsa.FlowSendHttpRequest"), new HttpReply(failure, "L'adresse est interne."));

        Assert.EndsWith("L'adresse est interne.", Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
        var again = Burst.Run(TestData.Plan(Call("Elsa.FlowSendHttpRequest")), result.State, new Stimulus.Retry(), TestData.Context() with { NewId = () => "again" });
        Assert.Equal("again", Assert.Single(again.Commands).IdempotencyKey);
    }

    [Fact]
    public void Only_statuses_that_say_later_and_are_not_expected_are_tried_again_and_only_when_wanted()
    {
        var wanted = TestData.Start(TestData.Plan(Call("Elsa.FlowSendHttpRequest", more: Json("expectedStatusCodes", "[200,503]", "List<Int32>") + Text("enableResiliency", "true", "Boolean"))));
        var plain = TestData.Start(TestData.Plan(Call("Elsa.FlowSendHttpRequest")));

        Assert.Equal([408, 429, 502, 504], HttpCall.Read(wanted.Commands[0].Payload).RetryStatuses);
        Assert.Empty(HttpCall.Read(plain.Commands[0].Payload).RetryStatuses);
    }

    private static BurstResult Reply(string root, HttpReply reply, params string[] variables)
    {
        var plan = TestData.Plan(root, variables);
        var state = InstanceStateSerializer.Read(InstanceStateSerializer.Write(TestData.Start(plan).State));
        var input = reply.ToInput().ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        return Burst.Run(plan, state, new Stimulus.Resume(state.Bookmarks[0].Id, input), TestData.Context());
    }

    private static IReadOnlyList<string>? Outcomes(BurstResult result) => result.Journal.Single(e => e is { ActivityId: "c", Event: "Completed" }).Outcomes;

    private static string Call(string type, string id = "c", string url = "https://api.example/a", string more = "") => $$"""{"id":"{{id}}","type":"{{type}}"{{Text("url", url)}}{{more}}}""";

    private static string Text(string name, string value, string type = "String") => Wrapped(name, type, "Literal", $"\"{value}\"");

    private static string Json(string name, string json, string type = "Object") => Wrapped(name, type, "Object", JsonValue.Create(json).ToJsonString());

    private static string Script(string name, string script) => Wrapped(name, "Object", "JavaScript", JsonValue.Create(script).ToJsonString());

    private static string Wrapped(string name, string type, string syntax, string value) => $$$""","{{{name}}}":{"typeName":"{{{type}}}","expression":{"type":"{{{syntax}}}","value":{{{value}}}} }""";

    private static string Output(string name, string variable) => $$$""","{{{name}}}":{"typeName":"Object","memoryReference":{"id":"v-{{{variable}}}"} }""";

    private static string Write(string text) => TestData.Write("w-" + text.Replace(' ', '-'), text, "Literal");
}
