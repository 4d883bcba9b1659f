using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Http;

public sealed class HttpEndpointTests
{
    private const string Respond = """{"id":"r","type":"Elsa.WriteHttpResponse","statusCode":{"typeName":"HttpStatusCode","expression":{"type":"Literal","value":"Created"}},"content":{"typeName":"Object","expression":{"type":"JavaScript","value":"({ id: getRoute().id, got: getBody() })"}},"responseHeaders":{"typeName":"HttpHeaders","expression":{"type":"Literal","value":"{\"x-count\":\"1\"}"}}}""";

    [Fact]
    public void Each_method_is_a_trigger_and_carries_what_a_host_must_know()
    {
        var plan = TestData.Plan(Endpoint("orders/{id}", """["GET","POST"]""", canStart: true, more: """,'authorize':{'typeName':'Boolean','expression':{'type':'Literal','value':'true'}},'requestTimeout':{'typeName':'TimeSpan','expression':{'type':'Literal','value':'00:00:05'}}"""));

        Assert.Empty(plan.Problems);
        Assert.Equal(["Elsa.HttpEndpoint:get:/orders/{}", "Elsa.HttpEndpoint:post:/orders/{}"], plan.Triggers.Select(t => t.Trigger.StimulusKey));
        var payload = plan.Triggers[0].Trigger.Payload!;
        Assert.Equal(("/orders/{id}", "get", true, "00:00:05"), ((string?)payload["path"], (string?)payload["method"], (bool)payload["authorize"]!, (string?)payload["requestTimeout"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("orders/no-{id}")]
    public void A_definition_whose_path_cannot_be_served_is_refused(string path)
    {
        var problems = TestData.Plan(Endpoint(path, """["GET"]""", canStart: true)).Problems;

        Assert.Contains(problems, p => p is { ActivityId: "h", Severity: ProblemSeverity.Error });
    }

    [Fact]
    public void A_trigger_whose_path_cannot_be_evaluated_is_refused_in_the_words_of_the_engine()
    {
        var problems = TestData.Plan(Endpoint("getNothing()", """["GET"]""", canStart: true, syntax: "JavaScript")).Problems;

        Assert.Contains(problems, p => p is { Code: "trigger", ActivityId: "h", Severity: ProblemSeverity.Error });
    }

    [Fact]
    public void Inside_a_workflow_it_waits_with_the_payload_that_Elsa_shows()
    {
        var result = TestData.Start(TestData.Plan(Endpoint("orders/{id}", """["GET","PUT"]""")));

        Assert.Equal(["Elsa.HttpEndpoint:get:/orders/{}", "Elsa.HttpEndpoint:put:/orders/{}"], result.State.Bookmarks.Select(b => b.StimulusKey));
        Assert.Equal("""{"path":"/orders/{id}","method":"get","policy":null,"authorize":false,"requestTimeout":null,"requestSizeLimit":null}""", result.State.Bookmarks[0].Payload.ToJsonString());
    }

    [Fact]
    public void A_request_that_starts_the_workflow_is_answered_and_not_kept_with_the_instance()
    {
        var plan = Flow(canStart: true, Respond, """{"id":"wait","type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}}""");
        var result = Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(Input(Request(JsonValue.Create("le corps"))), "h"), TestData.Context());

        var answer = HttpAnswer.Read(Assert.Single(result.Commands).Payload);
        Assert.Equal(("q1", 201, "application/json", """{"id":"7","got":"le corps"}"""), (answer.RequestId, answer.StatusCode, answer.ContentType, answer.Text));
        Assert.Equal("1", (string?)answer.Headers["x-count"]);
        Assert.Empty(result.State.Input);
        Assert.Equal("go", (string?)Assert.Single(result.State.Bookmarks).Payload["eventName"]);
    }

    [Fact]
    public void A_request_that_resumes_a_workflow_is_answered_bursts_later_and_only_once()
    {
        var plan = Flow(canStart: false, """{"id":"d","type":"Elsa.Delay","timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"00:00:01"}}}""", Respond, Respond.Replace("\"r\"", "\"again\"", StringComparison.Ordinal));
        var waiting = TestData.Start(plan);
        var received = Resume(plan, waiting.State, Input(Request(null)));
        Assert.Empty(received.Commands);

        var answered = Resume(plan, received.State, StimulusInput.None);

        Assert.Equal("q1", HttpAnswer.Read(Assert.Single(answered.Commands).Payload).RequestId);
        Assert.Equal(WorkflowSubStatus.Finished, answered.State.SubStatus);
    }

    [Fact]
    public void A_response_that_nobody_waits_for_leaves_nothing()
    {
        var result = TestData.Start(TestData.Plan("""{"id":"r","type":"Elsa.WriteHttpResponse"}"""));

        Assert.Empty(result.Commands);
        Assert.Equal(WorkflowSubStatus.Finished, result.State.SubStatus);
    }

    [Theory]
    [InlineData("requestSizeLimit", "Int64", "3", "exposeRequestTooLargeOutcome", "Request too large", 413)]
    [InlineData("fileSizeLimit", "Int64", "3", "exposeFileTooLargeOutcome", "File too large", 413)]
    [InlineData("allowedFileExtensions", "List<String>", "[\\\".doc\\\",\\\"odt\\\"]", "exposeInvalidFileExtensionOutcome", "Invalid file extension", 415)]
    [InlineData("blockedFileExtensions", "List<String>", "[\\\".PDF\\\"]", "exposeInvalidFileExtensionOutcome", "Invalid file extension", 415)]
    [InlineData("allowedMimeTypes", "List<String>", "[\\\"image/png\\\"]", "exposeInvalidFileMimeTypeOutcome", "Invalid file MIME type", 415)]
    public void A_request_that_breaks_a_rule_goes_on_by_its_outcome_or_is_refused_while_the_wait_goes_on(string rule, string type, string value, string flag, string outcome, int status)
    {
        var more = $",'{rule}':{{'typeName':'{type}','expression':{{'type':'Literal','value':'{value}'}}}}";
        var request = Request(null) with { Length = 5, Files = [new HttpFileData("plan.pdf", "application/pdf", 5, "AAAAAAA=")] };

        var exposed = TestData.Plan(Endpoint("orders/{id}", """["GET"]""", more: $"{more},'{flag}':true"));
        Assert.Equal([outcome], Resume(exposed, TestData.Start(exposed).State, Input(request)).Journal.Single(e => e is { ActivityId: "h", Event: "Completed" }).Outcomes);

        var closed = TestData.Plan(Endpoint("orders/{id}", """["GET"]""", more: more));
        var refused = Resume(closed, TestData.Start(closed).State, Input(request));
        Assert.Equal(status, HttpAnswer.Read(Assert.Single(refused.Commands).Payload).StatusCode);
        Assert.Equal("Elsa.HttpEndpoint:get:/orders/{}", Assert.Single(refused.State.Bookmarks).StimulusKey);
    }

    [Fact]
    public void Its_outcomes_are_those_that_the_designer_exposed()
    {
        var endpoint = Endpoint("orders", """["GET"]""", more: ",'exposeFileTooLargeOutcome':true");
        string Connection(string port) => $$$"""{"source":{"activity":"h","port":"{{{port}}}"},"target":{"activity":"r"} }""";

        var problems = TestData.Plan($$$"""{"id":"f","type":"Elsa.Flowchart","activities":[{{{endpoint}}},{"id":"r","type":"Elsa.WriteHttpResponse"}],"connections":[{{{Connection("Done")}}},{{{Connection("File too large")}}},{{{Connection("Request too large")}}}]}""").Problems;

        Assert.Equal("h.Request too large", Assert.Single(problems).Place);
    }

    private static HttpRequestData Request(JsonNode? content) => new() { Id = "q1", Method = "GET", Path = "/orders/7", Content = content };

    private static Dictionary<string, object?> Input(HttpRequestData request) => request.ToInput().ToDictionary(pair => pair.Key, pair => (object?)pair.Value);

    private static BurstResult Resume(WorkflowPlan plan, InstanceState state, IReadOnlyDictionary<string, object?> input)
    {
        var read = InstanceStateSerializer.Read(InstanceStateSerializer.Write(state));
        return Burst.Run(plan, read, new Stimulus.Resume(read.Bookmarks[0].Id, input), TestData.Context());
    }

    private static WorkflowPlan Flow(bool canStart, params string[] after) =>
        TestData.Plan(TestData.Sequence([Endpoint("orders/{id}", """["GET"]""", canStart, ",'routeData':{'typeName':'Object','memoryReference':{'id':'v-Route'}},'parsedContent':{'typeName':'Object','memoryReference':{'id':'v-Body'}}"), .. after]), "Route:Object", "Body:Object");

    private static string Endpoint(string path, string methods, bool canStart = false, string more = "", string syntax = "Literal") =>
        $$$"""{"id":"h","type":"Elsa.HttpEndpoint","path":{"typeName":"String","expression":{"type":"{{{syntax}}}","value":"{{{path}}}"} },"supportedMethods":{"typeName":"String[]","expression":{"type":"Object","value":{{{JsonValue.Create(methods).ToJsonString()}}} } },"customProperties":{"canStartWorkflow":{{{(canStart ? "true" : "false")}}} }{{{more.Replace('\'', '"')}}} }""";
}
