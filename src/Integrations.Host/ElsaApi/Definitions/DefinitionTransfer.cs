using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Definitions;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>Export and import, as JSON and as ZIP. Files of an Elsa server can be read, and Elsa's servers read ours.</summary>
internal static class DefinitionTransfer
{
    private const string FileType = "application/octet-stream";

    private static readonly JsonSerializerOptions Indented = new(ElsaJson.Options) { WriteIndented = true };

    /// <summary>Maps export and import.</summary>
    public static void MapDefinitionTransfer(this RouteGroupBuilder api)
    {
        api.MapMethods("/workflow-definitions/{definitionId}/export", ["GET", "POST"], ExportAsync);
        api.MapPost("/bulk-actions/export/workflow-definitions", ExportManyAsync).AddEndpointFilter(DefinitionChanges.RefusalsAsync);
        var imports = api.MapGroup("/workflow-definitions").RequireAuthorization(Policies.Design).AddEndpointFilter(DefinitionChanges.RefusalsAsync);
        imports.MapPost("/import", (HttpContext context, DefinitionWriting writing, DefinitionReading reading, CancellationToken cancellation) =>
            ImportAsync(null, context, writing, reading, cancellation));
        imports.MapPut("/{definitionId}/import", (string definitionId, HttpContext context, DefinitionWriting writing, DefinitionReading reading, CancellationToken cancellation) =>
            ImportAsync(definitionId, context, writing, reading, cancellation));
        imports.MapPost("/import-files", ImportFilesAsync);
    }

    private static async Task<IResult> ExportAsync(
        string definitionId, string? versionOptions, bool? includeConsumingWorkflows, DefinitionReading reading, CancellationToken cancellation)
    {
        if (!VersionOptions.TryParse(versionOptions, out var options)) return DefinitionLists.UnknownOptions(versionOptions);
        if (await reading.FindAsync(definitionId, options, cancellation) is not { } version) return Results.NotFound();
        if (includeConsumingWorkflows is not true) return Results.File(await BytesAsync(version, reading, cancellation), FileType, FileName(version));
        List<DefinitionVersion> versions = [version, .. await ConsumersAsync(definitionId, reading, cancellation)];
        return Results.File(await ZipAsync(versions, reading, cancellation), FileType, "workflow-definitions.zip");
    }

    private static async Task<IResult> ExportManyAsync(HttpContext context, WorkflowRuntime runtime, DefinitionReading reading, CancellationToken cancellation)
    {
        var versions = new List<DefinitionVersion>();
        foreach (var id in await RequestBody.ReadIdsAsync(context, "ids", cancellation))
            if (await runtime.Store.GetDefinitionVersionAsync(id, cancellation) is { } version)
                versions.Add(version);
        return versions.Count == 0 ? Results.NoContent() : Results.File(await ZipAsync(versions, reading, cancellation), FileType, "workflow-definitions.zip");
    }

    /// <summary>What is imported is a draft, whatever the file says: publishing is an act of its own.</summary>
    private static async Task<IResult> ImportAsync(string? definitionId, HttpContext context, DefinitionWriting writing, DefinitionReading reading, CancellationToken cancellation)
    {
        var model = await RequestBody.ReadObjectAsync(context, cancellation);
        if (definitionId is not null) model["definitionId"] = definitionId;
        var isNew = string.IsNullOrWhiteSpace((string?)model["definitionId"]);
        var version = await writing.SaveAsync(model, context.User.Author(), cancellation);
        return Results.Json(
            await reading.ViewAsync(version, true, cancellation), ElsaJson.Options, statusCode: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    private static async Task<IResult> ImportFilesAsync(HttpContext context, DefinitionWriting writing, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType) return ElsaProblems.BadRequest("Des fichiers sont attendus (multipart/form-data).");
        var count = 0;
        foreach (var file in (await context.Request.ReadFormAsync(cancellation)).Files)
        {
            await using var stream = file.OpenReadStream();
            foreach (var text in await TextsAsync(file.FileName, stream, cancellation))
            {
                await writing.SaveAsync(WorkflowDefinitionJson.Write(WorkflowDefinitionJson.Read(text)), context.User.Author(), cancellation);
                count++;
            }
        }

        return ElsaJson.Ok(new { count });
    }

    /// <summary>The text of an uploaded file, or those of the JSON files in an archive.</summary>
    /// <exception cref="JsonException">An archive cannot be read, or a file is too long.</exception>
    internal static async Task<IReadOnlyList<string>> TextsAsync(string fileName, Stream stream, CancellationToken cancellation)
    {
        if (!fileName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return [await ReadAsync(stream, cancellation)];
        try
        {
            await using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
            var texts = new List<string>();
            foreach (var entry in zip.Entries.Where(entry => entry.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)))
            {
                await using var content = await entry.OpenAsync(cancellation);
                texts.Add(await ReadAsync(content, cancellation));
            }

            return texts;
        }
        catch (InvalidDataException broken)
        {
            throw new JsonException($"« {fileName} » n'est pas une archive ZIP lisible.", broken);
        }
    }

    /// <summary>A text of a bounded length: an archive may hold much more than it seems.</summary>
    private static async Task<string> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        const int limit = 8 * 1024 * 1024;
        var buffer = new MemoryStream();
        var chunk = new byte[81920];
        while (await stream.ReadAsync(chunk, cancellation) is var read and > 0)
        {
            if (buffer.Length + read > limit) throw new JsonException("Un fichier ne peut pas dépasser 8 Mio.");
            buffer.Write(chunk, 0, read);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).TrimStart('\uFEFF');
    }

    private static async Task<IReadOnlyList<DefinitionVersion>> ConsumersAsync(string definitionId, DefinitionReading reading, CancellationToken cancellation)
    {
        var consumers = new List<DefinitionVersion>();
        foreach (var id in await reading.ConsumersAsync(definitionId, cancellation))
            if (await reading.FindAsync(id, new VersionOptions(DefinitionScope.Latest, null), cancellation) is { } version)
                consumers.Add(version);
        return consumers;
    }

    private static async Task<byte[]> ZipAsync(IReadOnlyList<DefinitionVersion> versions, DefinitionReading reading, CancellationToken cancellation)
    {
        var bytes = new MemoryStream();
        await using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var version in versions)
            {
                await using var entry = await zip.CreateEntry(FileName(version)).OpenAsync(cancellation);
                await entry.WriteAsync(await BytesAsync(version, reading, cancellation), cancellation);
            }
        }

        return bytes.ToArray();
    }

    private static async Task<byte[]> BytesAsync(DefinitionVersion version, DefinitionReading reading, CancellationToken cancellation) =>
        JsonSerializer.SerializeToUtf8Bytes<JsonNode>(await reading.ExportAsync(version, cancellation), Indented);

    private static string FileName(DefinitionVersion version) => $"workflow-definition-{Slug(version.Name ?? "")}-{Slug(version.DefinitionId)}-{Slug(version.VersionId)}.json";

    private static string Slug(string text)
    {
        var plain = new string([.. text.Normalize(NormalizationForm.FormD).Where(char.IsAscii).Select(sign => char.IsAsciiLetterOrDigit(sign) ? char.ToLowerInvariant(sign) : '-')]);
        return string.Join('-', plain.Split('-', StringSplitOptions.RemoveEmptyEntries));
    }
}
