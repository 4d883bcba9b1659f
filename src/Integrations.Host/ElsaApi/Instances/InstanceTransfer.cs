using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Host.ElsaApi.ActivityExecutions;
using Integrations.Host.ElsaApi.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>Export and import of instances, as JSON and as ZIP, in the form of Elsa's server. What is imported is history: it never runs again.</summary>
internal static class InstanceTransfer
{
    private const string FileType = "application/octet-stream";

    /// <summary>Maps export and import.</summary>
    public static void MapInstanceTransfer(this RouteGroupBuilder api)
    {
        api.MapGet("/workflow-instances/{instanceId}/export", ExportAsync);
        api.MapPost("/bulk-actions/export/workflow-instances", ExportManyAsync).AddEndpointFilter(InstanceRefusals.AnswerAsync);
        api.MapPost("/bulk-actions/import/workflow-instances", ImportAsync).RequireAuthorization(Policies.Operate).AddEndpointFilter(InstanceRefusals.AnswerAsync);
    }

    private static async Task<IResult> ExportAsync(string instanceId, InstanceReading reading, CancellationToken cancellation) =>
        await reading.FindAsync(instanceId, cancellation) is { } instance ? Results.File(Bytes(instance), FileType, FileName(instance)) : Results.NotFound();

    private static async Task<IResult> ExportManyAsync(HttpContext context, InstanceReading reading, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        var count = 0;
        await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var id in (await RequestBody.ReadIdsAsync(context, "ids", cancellation)).Distinct(StringComparer.Ordinal))
            {
                if (await reading.FindAsync(id, cancellation) is not { } instance) continue;
                await using var entry = await zip.CreateEntry(FileName(instance)).OpenAsync(cancellation);
                await entry.WriteAsync(Bytes(instance), cancellation);
                count++;
            }
        }

        return count == 0 ? Results.NoContent() : Results.File(bytes.ToArray(), FileType, "workflow-instances.zip");
    }

    private static async Task<IResult> ImportAsync(HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType) return ElsaProblems.BadRequest("Des fichiers sont attendus (multipart/form-data).");
        var past = new List<JsonObject>();
        foreach (var file in (await context.Request.ReadFormAsync(cancellation)).Files)
        {
            await using var stream = file.OpenReadStream();
            foreach (var text in await DefinitionTransfer.TextsAsync(file.FileName, stream, cancellation)) past.Add(InstanceArchive.Parse(text));
        }

        // All are read before the first is written: a file that cannot be read leaves nothing half done.
        var read = new List<Runtime.Instances.PastInstance>();
        foreach (var document in past) read.Add(await InstanceArchive.ReadAsync(document, runtime, context.User.Author(), cancellation));
        var imported = 0;
        foreach (var instance in read)
            if (await runtime.RestoreInstanceAsync(instance, cancellation))
                imported++;
        return ElsaJson.Ok(new { imported, alreadyHere = read.Count - imported });
    }

    private static byte[] Bytes(InstanceHistory instance) => JsonSerializer.SerializeToUtf8Bytes(
        new Dictionary<string, object>
        {
            ["WorkflowState"] = InstanceView.State(instance),
            ["Bookmarks"] = instance.State.Bookmarks.Select(bookmark => new
            {
                id = bookmark.Id,
                activityTypeName = bookmark.Name,
                workflowInstanceId = instance.Header.InstanceId,
                activityInstanceId = instance.State.ExecutionOf(bookmark),
                correlationId = instance.Header.CorrelationId,
                payload = bookmark.Payload,
            }),
            ["ActivityExecutionRecords"] = instance.Executions.Select(execution => ExecutionView.Whole(instance, execution)),
            ["WorkflowExecutionLogRecords"] = InstanceJournal.Lines(instance).Select(line => LogRecord(instance, line)),
        },
        ElsaJson.Options);

    /// <summary>In a file Elsa's server gives a line the ids of its instance, and the path another name.</summary>
    private static JsonObject LogRecord(InstanceHistory instance, object line)
    {
        var record = (JsonObject)JsonSerializer.SerializeToNode(line, ElsaJson.Options)!;
        record["workflowDefinitionId"] = instance.Header.DefinitionId;
        record["workflowDefinitionVersionId"] = instance.Header.DefinitionVersionId;
        record["workflowInstanceId"] = instance.Header.InstanceId;
        record["workflowVersion"] = instance.Version;
        record["activityNodeId"] = record["nodeId"]?.DeepClone();
        record.Remove("nodeId");
        return record;
    }

    /// <summary>An id given by a caller may be anything.</summary>
    private static string FileName(InstanceHistory instance) =>
        $"workflow-instance-{new string([.. instance.Header.InstanceId.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' ? sign : '-')])}.json";
}
