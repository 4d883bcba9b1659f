using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Integrations.Benchmarks.Load.Studio;

/// <summary>Something that Studio asks its server.</summary>
/// <param name="What">What it is for.</param>
/// <param name="Address">Below <c>/elsa/api/</c>.</param>
/// <param name="Body">What is posted; null: it is a GET.</param>
internal sealed record StudioQuestion(string What, string Address, string? Body = null)
{
    /// <summary>Every list of Studio, with each way to sort, filter and search it, and what it shows of one definition and one instance.</summary>
    public static IEnumerable<StudioQuestion> All(FilledStudio filled, Scale scale) => [.. OfDefinitions(scale), .. OfInstances(scale), .. OfOne(filled)];

    /// <summary>Asks, and reads the whole answer.</summary>
    /// <returns>Bytes of the answer.</returns>
    /// <exception cref="HttpRequestException">It was refused.</exception>
    public async Task<int> AskAsync(HttpClient studio)
    {
        using var request = new HttpRequestMessage(Body is null ? HttpMethod.Get : HttpMethod.Post, Address);
        if (Body is not null) request.Content = JsonContent.Create(JsonNode.Parse(Body));
        using var answer = await studio.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static IEnumerable<StudioQuestion> OfDefinitions(Scale scale)
    {
        const string list = "workflow-definitions?IsSystem=False&versionOptions=Latest&PageSize=10";
        var some = string.Concat(Enumerable.Range(0, 10).Select(i => $"&DefinitionIds={StudioFilling.IdOf(i)}"));
        var versions = string.Concat(Enumerable.Range(0, 10).Select(i => $"&Ids={StudioFilling.IdOf(i)}.1"));
        var one = StudioFilling.IdOf(3);
        return
        [
            new("definitions, first page", $"{list}&Page=0&OrderBy=Created&OrderDirection=Descending"),
            new("definitions, last page", $"{list}&Page={scale.ListedDefinitions / 10 - 1}&OrderBy=Created&OrderDirection=Descending"),
            new("definitions, 100 to a page", "workflow-definitions?versionOptions=Latest&Page=0&PageSize=100&OrderBy=Name&OrderDirection=Ascending"),
            new("definitions by name", $"{list}&Page=0&OrderBy=Name&OrderDirection=Ascending"),
            new("definitions by version", $"{list}&Page=0&OrderBy=Version&OrderDirection=Descending"),
            new("definitions, search", $"{list}&Page=0&SearchTerm=Voirie"),
            new("definitions, search without a hit", $"{list}&Page=0&SearchTerm=xyz"),
            new("definitions, published of the ten rows", $"workflow-definitions?versionOptions=Published{some}"),
            new("definitions of the rows of an instance list", $"workflow-definitions?versionOptions={versions}"),
            new("definitions to choose from, all published", "workflow-definitions?versionOptions=Published"),
            new("definitions to choose from, latest or published", "workflow-definitions?versionOptions=LatestOrPublished"),
            new("all versions, first page", "workflow-definitions?versionOptions=AllVersions&Page=0&PageSize=10"),
            new("versions of one", $"workflow-definitions?versionOptions=AllVersions&DefinitionIds={one}&OrderBy=Version&OrderDirection=Descending"),
            new("versions of one, whole", $"workflow-definitions/{one}/versions"),
            new("count of definitions", "workflow-definitions/query/count"),
            new("is a name free", "workflow-definitions/validation/is-name-unique?name=Voirie%20006"),
            new("consumers of one", $"workflow-definitions/{one}/consumers"),
            new("changes of one", $"workflow-definitions/{one}/changes"),
            new("differences of two versions", $"workflow-definitions/{one}/differences?from=1&to=2"),
            new("one definition", $"workflow-definitions/by-definition-id/{one}?versionOptions=Latest"),
            new("activities of the toolbox", "descriptors/activities?Refresh=True"),
        ];
    }

    private static IEnumerable<StudioQuestion> OfInstances(Scale scale)
    {
        const string list = "workflow-instances";
        var one = StudioFilling.IdOf(3);
        return
        [
            new("instances, first page", list, Ask("")),
            new("instances, page in the middle", list, Ask("", scale.ListedInstances / 20)),
            new("instances, last page", list, Ask("", scale.ListedInstances / 10 - 1)),
            new("instances, 100 to a page", list, """{"page":0,"pageSize":100}"""),
            .. from order in new[] { "Created", "LastExecuted", "Finished", "Name" }
               from direction in new[] { "Ascending", "Descending" }
               select new StudioQuestion($"instances by {order}, {direction}", list, Ask($"\"orderBy\":\"{order}\",\"orderDirection\":\"{direction}\"")),
            new("instances that run", list, Ask("\"statuses\":[\"Running\"]")),
            new("instances that are suspended, by LastExecuted", list, Ask("\"subStatuses\":[\"Suspended\"],\"orderBy\":\"LastExecuted\",\"orderDirection\":\"Descending\"")),
            new("instances that faulted or were cancelled", list, Ask("\"subStatuses\":[\"Faulted\",\"Cancelled\"]")),
            new("instances with incidents", list, Ask("\"hasIncidents\":true")),
            new("instances of one definition", list, Ask($"\"definitionIds\":[\"{one}\"]")),
            new("instances of three definitions, by Name", list, Ask($"\"definitionIds\":[\"{one}\",\"{StudioFilling.IdOf(4)}\",\"{StudioFilling.IdOf(5)}\"],\"orderBy\":\"Name\"")),
            new("instances of a version number", list, Ask("\"version\":2")),
            new("instances of a file", list, Ask("\"correlationId\":\"IMP-2026-74-000123\"")),
            new("instances, search", list, Ask("\"searchTerm\":\"entreprise 4321\"")),
            new("instances, search without a hit", list, Ask("\"searchTerm\":\"xyzxyz\"")),
            new("instances of a month", list, Ask("\"timestampFilters\":[{\"column\":\"CreatedAt\",\"operator\":\"GreaterThan\",\"timestamp\":\"2026-10-01T00:00:00Z\"},{\"column\":\"CreatedAt\",\"operator\":\"LessThan\",\"timestamp\":\"2026-11-01T00:00:00Z\"}]")),
        ];
    }

    private static IEnumerable<StudioQuestion> OfOne(FilledStudio filled) =>
    [
        new("one instance", $"workflow-instances/{filled.InstanceId}"),
        new("its variables", $"workflow-instances/{filled.InstanceId}/variables"),
        new("its journal, as the viewer asks", $"workflow-instances/{filled.InstanceId}/journal?skip=0&take=112", """{"filter":null}"""),
        new("its journal, one activity", $"workflow-instances/{filled.InstanceId}/journal?skip=0&take=112", """{"filter":{"activityIds":["step50"]}}"""),
        new("its badges", "activity-executions/report", $$"""{"workflowInstanceId":"{{filled.InstanceId}}"}"""),
        new("its executions", $"activity-executions/list?WorkflowInstanceId={filled.InstanceId}"),
        new("its executions, summaries", $"activity-execution-summaries/list?WorkflowInstanceId={filled.InstanceId}"),
        new("one execution", $"activity-executions/by-id?id={Uri.EscapeDataString(filled.ExecutionId)}"),
        new("what led to it", $"activity-executions/{Uri.EscapeDataString(filled.ExecutionId)}/call-stack?includeCrossWorkflowChain=True"),
    ];

    private static string Ask(string members, int page = 0) => $"{{\"page\":{page},\"pageSize\":10,\"isSystem\":false{(members.Length == 0 ? "" : "," + members)}}}";
}
