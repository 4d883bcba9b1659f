using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.Settings;
using Integrations.Partners.Http;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Outbox;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Integrations.Host.Tests.HttpWorkflows;

public sealed class HttpWorkflowTests
{
    [Fact]
    public async Task A_request_starts_the_workflow_and_gets_what_it_wrote()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("orders", Drawn.Endpoint("orders/{id:int}", "POST").Starts(), Drawn.Respond("({ id: getRequest().routeValues.id, q: getRequest().query.q, name: getBody().name })", "Created"));

        var answer = await served.Client.PostAsJsonAsync("Orders/7?q=a&q=b", new { name = "Éléonore" });

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("application/json; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("""{"id":"7","q":["a","b"],"name":"Éléonore"}""", await answer.Content.ReadAsStringAsync());
        var header = (await served.Runtime.Store.GetInstanceAsync(answer.Headers.GetValues("x-elsa-workflow-instance-id").Single()))!.Header;
        Assert.Equal((WorkflowSubStatus.Finished, 1L), (header.SubStatus, header.Version));
        Assert.Equal(0, (await served.Runtime.Store.ListCommandsAsync(null, null, PageRequest.First)).Total);
    }

    [Fact]
    public async Task A_request_resumes_the_instance_that_waits_for_it_and_another_finds_nobody()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("approval", Drawn.Endpoint("approvals/{id}", "PUT"), Drawn.Respond("'approved ' + getRequest().routeValues.id"));
        await served.Runtime.StartInstanceAsync(new StartInstance("approval", "i1"));

        Assert.Equal("approved 12", await (await served.Client.PutAsync("approvals/12", null)).Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await served.Client.PutAsync("approvals/12", null)).StatusCode);
        Assert.Equal(WorkflowSubStatus.Finished, (await served.Runtime.Store.GetInstanceAsync("i1"))!.Header.SubStatus);
    }

    [Fact]
    public async Task Two_instances_at_one_address_are_told_apart_by_instance_or_correlation()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("approval", Drawn.Endpoint("approve", "GET"), Drawn.Respond("getWorkflowInstanceId()"));
        foreach (var number in new[] { 1, 2, 3 })
            await served.Runtime.StartInstanceAsync(new StartInstance("approval", $"i{number}") { CorrelationId = $"file-{number}" });

        Assert.Equal(HttpStatusCode.Conflict, (await served.Client.GetAsync("approve")).StatusCode);
        Assert.Equal("i2", await served.Client.GetStringAsync("approve?correlationId=file-2"));
        Assert.Equal("i3", await served.Client.GetStringAsync("approve?workflowInstanceId=i3"));
    }

    [Fact]
    public async Task A_workflow_that_wrote_nothing_is_answered_200_at_its_end_and_202_while_it_goes_on()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("ends", Drawn.Endpoint("ends", "POST").Starts());
        await served.PublishAsync("waits", Drawn.Endpoint("waits", "POST").Starts(), Drawn.Of("e", "Elsa.Event").With("eventName", Drawn.Literal("String", "go")));

        var ended = await served.Client.PostAsync("ends", null);
        var waiting = await served.Client.PostAsync("waits", null);

        Assert.Equal((HttpStatusCode.OK, ""), (ended.StatusCode, await ended.Content.ReadAsStringAsync()));
        Assert.Equal(HttpStatusCode.Accepted, waiting.StatusCode);
        var instanceId = (string?)JsonNode.Parse(await waiting.Content.ReadAsStringAsync())!["workflowInstanceId"];
        Assert.Equal(WorkflowSubStatus.Suspended, (await served.Runtime.Store.GetInstanceAsync(instanceId!))!.Header.SubStatus);
    }

    [Fact]
    public async Task A_workflow_that_fails_is_answered_500_without_its_reasons()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("fails", Drawn.Endpoint("fails", "GET").Starts(), Drawn.Of("f", "Elsa.Fault").With("message", Drawn.Literal("String", "le mot de passe de la base")));

        var answer = await served.Client.GetAsync("fails");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("mot de passe", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("workflow.faulted", await CodeOf(answer));
    }

    [Fact]
    public async Task An_address_is_found_by_its_most_literal_template_and_other_methods_are_named()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("one", Drawn.Endpoint("orders/{id}", "GET").Starts(), Drawn.Respond("'one ' + getRequest().routeValues.id"));
        await served.PublishAsync("new", Drawn.Endpoint("orders/new", "GET").Starts(), Drawn.Respond("'new'"));
        await served.PublishAsync("rest", Drawn.Endpoint("orders/{*rest}", "GET", "DELETE").Starts(), Drawn.Respond("'rest ' + getRequest().routeValues.rest"));

        Assert.Equal("new", await served.Client.GetStringAsync("orders/NEW"));
        Assert.Equal("one 5", await served.Client.GetStringAsync("orders/5/"));
        Assert.Equal("rest 5/lines", await served.Client.GetStringAsync("orders/5/lines"));
        var refused = await served.Client.PostAsync("orders/5", null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, refused.StatusCode);
        Assert.Equal(["GET", "DELETE"], refused.Content.Headers.Allow);
        Assert.Equal(HttpStatusCode.NotFound, (await served.Client.GetAsync("nowhere")).StatusCode);
    }

    [Fact]
    public async Task A_repeated_request_with_one_idempotency_key_has_one_effect()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("orders", Drawn.Endpoint("orders", "POST").Starts(), Drawn.Respond("'ok'"));

        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "orders") { Headers = { { "Idempotency-Key", "k1" } } };
            ids.Add((await served.Client.SendAsync(request)).Headers.GetValues("x-elsa-workflow-instance-id").Single());
        }

        Assert.Single(ids.Distinct());
        Assert.Equal(1, (await served.Runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First)).Total);
    }

    [Fact]
    public async Task Headers_that_prove_who_the_caller_is_reach_neither_workflow_nor_store()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("echo", Drawn.Endpoint("echo", "GET").Starts(), Drawn.Respond("getRequest().headers"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "echo") { Headers = { { "Authorization", "Bearer secret-1" }, { "Cookie", "s=secret-2" }, { "X-Colour", "bleu" } } };

        var answer = await served.Client.SendAsync(request);

        var headers = await answer.Content.ReadAsStringAsync();
        Assert.Contains("bleu", headers, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", headers, StringComparison.Ordinal);
        var row = await served.Runtime.Store.GetInstanceAsync(answer.Headers.GetValues("x-elsa-workflow-instance-id").Single());
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(row!.State.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_is_held_to_the_rules_before_anything_starts()
    {
        await using var served = await ServedWorkflows.StartAsync();
        var endpoint = Drawn.Endpoint("plans", "POST").Starts()
            .With("fileSizeLimit", Drawn.Literal("Int64", "10")).With("allowedFileExtensions", Drawn.Wrapped("List<String>", "Object", "[\".pdf\"]"))
            .With("file", new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "request" } });
        await served.PublishAsync("plans", endpoint, Drawn.Respond("({ name: getRequest().fileName, bytes: getRequest().content, field: getBody().commune })"));

        Assert.Equal("workflow.file_extension", await CodeOf(await served.Client.PostAsync("plans", Upload("plan.exe", 5))));
        Assert.Equal("workflow.file_too_large", await CodeOf(await served.Client.PostAsync("plans", Upload("plan.pdf", 11))));
        Assert.Equal(0, (await served.Runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First)).Total);
        Assert.Equal("""{"name":"plan.pdf","bytes":"AAAAAAA=","field":"Cluses"}""", await (await served.Client.PostAsync("plans", Upload("plan.pdf", 5))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_larger_than_the_host_reads_is_413_or_goes_on_by_its_outcome()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("closed", Drawn.Endpoint("closed", "POST").Starts());
        var flowchart = Drawn.Sequence("open");
        flowchart["root"] = new JsonObject
        {
            ["id"] = "f",
            ["type"] = "Elsa.Flowchart",
            ["activities"] = new JsonArray(Drawn.Endpoint("open", "POST").Starts().With("exposeRequestTooLargeOutcome", true), Drawn.Respond("'too large'")),
            ["connections"] = new JsonArray(JsonNode.Parse("""{"source":{"activity":"h-open","port":"Request too large"},"target":{"activity":"rOK"}}""")),
        };
        await served.Runtime.Definitions.PublishAsync(flowchart.ToJsonString());
        using var large = new ByteArrayContent(new byte[1024 * 1024 + 1]);

        Assert.Equal("workflow.request_too_large", await CodeOf(await served.Client.PostAsync("closed", large)));
        Assert.Equal("too large", await (await served.Client.PostAsync("open", large)).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_that_is_not_the_json_it_says_is_400()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("orders", Drawn.Endpoint("orders", "POST").Starts());

        Assert.Equal("workflow.unreadable", await CodeOf(await served.Client.PostAsync("orders", new StringContent("{", Encoding.UTF8, "application/json"))));
    }

    [Fact]
    public async Task An_address_for_known_callers_is_closed_where_the_host_knows_nobody()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("secret", Drawn.Endpoint("secret", "GET").Starts().With("authorize", Drawn.Literal("Boolean", "true")), Drawn.Respond("'open'"));

        Assert.Equal("workflow.sign_in", await CodeOf(await served.Client.GetAsync("secret")));
        Assert.Equal(0, (await served.Runtime.Store.ListInstancesAsync(new InstanceFilter(), PageRequest.First)).Total);
    }

    [Fact]
    public async Task An_open_address_makes_no_administrator_of_a_stranger()
    {
        await using var served = await ServedWorkflows.StartAsync(
            services: services => services.AddSingleton(new ServiceSettings()).AddAccess(SignInWays.OfDemonstration), pipeline: app => app.UseAccess());
        await served.PublishAsync("secret", Drawn.Endpoint("secret", "GET").Starts().With("authorize", Drawn.Literal("Boolean", "true")));

        Assert.Equal(HttpStatusCode.Unauthorized, (await served.Client.GetAsync("secret")).StatusCode);
    }

    [Fact]
    public async Task A_workflow_that_starts_once_at_a_time_says_that_it_runs()
    {
        await using var served = await ServedWorkflows.StartAsync();
        var definition = Drawn.Sequence("single", Drawn.Endpoint("single", "POST").Starts(), Drawn.Of("e", "Elsa.Event").With("eventName", Drawn.Literal("String", "go")));
        definition["options"] = new JsonObject { ["activationStrategyType"] = "Elsa.Workflows.ActivationValidators.SingletonStrategy, Elsa.Workflows.Core" };
        await served.Runtime.Definitions.PublishAsync(definition.ToJsonString());

        Assert.Equal(HttpStatusCode.Accepted, (await served.Client.PostAsync("single", null)).StatusCode);
        Assert.Equal("workflow.running", await CodeOf(await served.Client.PostAsync("single", null)));
    }

    [Theory]
    [InlineData("staff", HttpStatusCode.OK)]
    [InlineData("nobody-knows-this-one", HttpStatusCode.Forbidden)]
    [InlineData("mayor", HttpStatusCode.Forbidden)]
    public async Task A_known_caller_passes_when_the_policy_holds(string policy, HttpStatusCode expected)
    {
        await using var served = await ServedWorkflows.StartAsync(
            services: services => services.AddAuthorizationBuilder().AddPolicy("staff", p => p.RequireRole("agent")).AddPolicy("mayor", p => p.RequireRole("maire")),
            pipeline: app => app.Use((context, next) =>
            {
                context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, "agent")], "test"));
                return next(context);
            }));
        await served.PublishAsync("secret", Drawn.Endpoint("secret", "GET").Starts().With("policy", Drawn.Literal("String", policy)), Drawn.Respond("'open'"));

        Assert.Equal(expected, (await served.Client.GetAsync("secret")).StatusCode);
    }

    [Fact]
    public async Task An_address_of_another_workflow_is_refused_at_publish()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("first", Drawn.Endpoint("orders/{id}", "GET", "POST").Starts());
        await served.PublishAsync("first", Drawn.Endpoint("orders/{id}", "GET", "POST").Starts(), Drawn.Respond("'a new version keeps its address'"));

        var refused = await Assert.ThrowsAsync<DefinitionRefusedException>(() => served.PublishAsync("second", Drawn.Endpoint("/ORDERS/{number}", "POST").Starts()));

        Assert.Contains("« first »", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_callers_at_once_get_each_their_own_answer()
    {
        await using var served = await ServedWorkflows.StartAsync();
        await served.PublishAsync("echo", Drawn.Endpoint("echo/{n}", "GET").Starts(), Drawn.Respond("getRequest().routeValues.n"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => served.Client.GetStringAsync($"echo/{n}")));

        Assert.Equal(Enumerable.Range(0, 100).Select(n => $"{n}"), answers);
    }

    [Fact]
    public async Task A_workflow_that_calls_out_answers_within_the_request()
    {
        using var calls = new HttpCalls(new HttpCallSettings { AllowedHosts = ["127.0.0.1"] });
        await using var served = await ServedWorkflows.StartAsync(options => options with { Adapters = new Dictionary<string, CommandAdapter> { [HttpCommands.Call] = calls.DeliverAsync } });
        await served.PublishAsync("price", Drawn.Endpoint("price", "GET").Starts(), Drawn.Respond("({ euros: 12 })"));
        var call = Drawn.Of("c", "Elsa.SendHttpRequest").With("url", Drawn.Literal("String", served.Client.BaseAddress + "price"))
            .With("parsedContent", new JsonObject { ["typeName"] = "Object", ["memoryReference"] = new JsonObject { ["id"] = "body" } });
        await served.PublishAsync("asks", Drawn.Endpoint("asks", "GET").Starts(), call, Drawn.Respond("'costs ' + getBody().euros"));

        Assert.Equal("costs 12", await served.Client.GetStringAsync("asks"));
    }

    private static MultipartFormDataContent Upload(string fileName, int bytes)
    {
        var file = new ByteArrayContent(new byte[bytes]) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } };
        return new MultipartFormDataContent { { new StringContent("Cluses"), "commune" }, { file, "plan", fileName } };
    }

    private static async Task<string?> CodeOf(HttpResponseMessage answer) => (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["code"];
}
