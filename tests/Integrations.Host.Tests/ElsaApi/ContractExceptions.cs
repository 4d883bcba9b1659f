using System.Text.Json.Nodes;

namespace Integrations.Host.Tests.ElsaApi;

/// <summary>Where this server answers otherwise on purpose, each with its reason.</summary>
internal static class ContractExceptions
{
    private static readonly (string Method, string Path, string Contains, int TheirStatus, int OurStatus, string Reason)[] Known =
    [
        ("POST", "options/ChannelName", "", 200, 404, "There are no channels here: a workflow is dispatched by the outbox."),
        ("POST", "p01-writeline-expr/publish", "", 200, 400, "C# expressions are refused at publish."),
        ("POST", "/elsa/api/workflow-definitions", "Elsa.DoesNotExist", 200, 400, "An unknown activity is refused at publish."),
        ("POST", "/elsa/api/workflow-definitions", "api-badconn", 200, 400, "A connection to nothing is refused at publish."),
        ("POST", "/elsa/api/workflow-definitions", "api-dv", 200, 400, "A default value of the wrong type is refused at publish."),
        ("GET", "subgraph/", "", 500, 200, "Without a parent the whole graph is meant."),
        ("GET", "/elsa/api/workflow-definitions", "pageSize=0", 500, 200, "A page holds one row at least."),
        ("GET", "by-definition-id/", "versionOptions=", 500, 200, "Without a version the newest is meant."),
        ("POST", "delete/workflow-definitions/by-id", "", 500, 200, "Nothing to delete is no failure."),
        ("*", "/api-fault/", "", 404, 0, "The real server lost this definition to an import of its id."),
        ("GET", "by-definition-id/api-fault", "", 404, 0, "The real server lost this definition to an import of its id."),
        ("GET", "by-definition-id/steal-a", "", 404, 200, "An import does not take the version of another definition along."),
        ("GET", "resilience/strategies", "", 200, 404, "The feature is not listed, and Studio does not ask."),
        ("*", "bookmarks/resume", "?t=", 400, 0, "There are no bookmark tokens: callers sign in."),
        ("GET", "events/trigger", "?t=", 400, 404, "There are no event tokens: callers sign in."),
        ("POST", "api-unk/execute", "", 500, 200, "A draft never runs: the header says that it cannot start."),
        ("POST", "/execute", "", 500, 200, "A run that faults is an answer, not a failure of the server."),
        ("GET", "/execute", "", 200, 405, "A GET starts nothing."),
        ("POST", "/events/", "", 500, 0, "An input that is a text is given as it is."),
        ("POST", "/events/", "", 415, 0, "An event may come without a body."),
        ("POST", "api-task/execute", "", 200, 200, "A draft never runs: the header says that it cannot start."),
        ("DELETE", "workflow-definition-versions/", "", 204, 0, "A version that others use or on which instances run is not deleted."),
        ("DELETE", "workflow-definition-versions/", "", 404, 0, "A version that others use or on which instances run is not deleted."),
        ("DELETE", "workflow-definitions/api-child", "", 204, 400, "A workflow that others use is not deleted."),
        ("POST", "api-parent/execute", "", 500, 0, "What it uses was not deleted."),
        ("GET", "/export", "includeBookmarks", 200, 200, "The state is written without references within it."),
        ("GET", "workflow-instances/f920fe282a195d18", "", 200, 0, "Its start was not recorded."),
        ("GET", "activity-executions/by-id", "3a358646ee6e4d0d", 200, 0, "Its start was not recorded."),
        ("OPTIONS", "", "", 204, 405, "Page and API have the same origin."),
        ("*", "", "", 500, 400, "The real server fails with an empty answer where the caller made a mistake."),
    ];

    /// <summary>What is expected instead; null: the recorded answer.</summary>
    public static Expectation? Of(JsonObject exchange)
    {
        var (method, path, status) = ((string)exchange["method"]!, (string)exchange["path"]!, (int)exchange["status"]!);
        var asked = $"{exchange["query"]} {exchange["request"]?.ToJsonString()}";
        foreach (var known in Known)
            if (known.Method is "*" || known.Method == method)
                if (path.Contains(known.Path, StringComparison.Ordinal) && asked.Contains(known.Contains, StringComparison.Ordinal) && known.TheirStatus == status)
                    return new Expectation(known.OurStatus == 0 ? null : known.OurStatus);
        return null;
    }

    /// <summary>Members that tell of the real server's insides.</summary>
    public static bool IsLeftOut(string member) => member is "completionCallbacks" or "tenantId" or "source" or "_type" or "callbackMethodName" or "Flowchart.Tokens" or "stackTrace" or "innerException"
        // The journal keeps the values of inputs and outputs only where a definition asks for them.
        or "activityState" or "payload";

    /// <summary>Members that have a value in one example and none in another.</summary>
    public static bool MayBeEmpty(string member) => member is "name" or "description" or "correlationId" or "authorize" or "policy" or "supportedMethods" or "path" or "condition" or "value" or "typeName"
        or "Variables" or "parentActivityInstanceId" or "activityName" or "finishedAt" or "completedAt" or "outputs" or "missingTypeName" or "missingTypeVersion" or "originalActivityJson" or "displayText";

    /// <summary>What is expected instead.</summary>
    /// <param name="Status">The status; null: any.</param>
    internal sealed record Expectation(int? Status);
}
