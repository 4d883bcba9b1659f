using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.Access;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Definitions;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>Saving, publishing, taking back and deleting.</summary>
internal static class DefinitionChanges
{
    /// <summary>Maps the changes.</summary>
    public static void MapDefinitionChanges(this RouteGroupBuilder api)
    {
        var changes = api.MapGroup("").RequireAuthorization(Policies.Design).AddEndpointFilter(RefusalsAsync);
        changes.MapPost("/workflow-definitions", SaveAsync);
        changes.MapPost("/workflow-definitions/{definitionId}/publish", PublishAsync);
        changes.MapPost("/workflow-definitions/{definitionId}/retract", RetractAsync);
        changes.MapPost("/workflow-definitions/{definitionId}/revert/{version:int}", RevertAsync);
        changes.MapPost("/workflow-definitions/{definitionId}/update-references", UpdateReferencesAsync);
        changes.MapDelete("/workflow-definitions/{definitionId}", DeleteAsync);
        changes.MapDelete("/workflow-definition-versions/{versionId}", DeleteVersionAsync);
        changes.MapPost("/bulk-actions/publish/workflow-definitions/by-definition-ids", PublishManyAsync);
        changes.MapPost("/bulk-actions/retract/workflow-definitions/by-definition-ids", RetractManyAsync);
        changes.MapPost("/bulk-actions/delete/workflow-definitions/by-definition-id", DeleteManyAsync);
        changes.MapPost("/bulk-actions/delete/workflow-definitions/by-id", DeleteManyVersionsAsync);
    }

    /// <summary>What the design refuses is told to the designer in Studio's own way: nothing is lost, a text says what to do.</summary>
    internal static async ValueTask<object?> RefusalsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (DefinitionRefusedException refused)
        {
            return ElsaProblems.BadRequest([.. refused.Reasons]);
        }
        catch (Exception refused) when (refused is DefinitionChangedException or DefinitionInUseException)
        {
            return ElsaProblems.BadRequest(refused.Message);
        }
        catch (Exception refused) when (refused is DefinitionFormatException or JsonException)
        {
            return ElsaProblems.BadMember("serializerErrors", refused.Message);
        }
        catch (DefinitionNotFoundException)
        {
            return Results.NotFound();
        }
    }

    private static async Task<IResult> SaveAsync(HttpContext context, DefinitionWriting writing, CancellationToken cancellation)
    {
        var body = await RequestBody.ReadObjectAsync(context, cancellation);
        if (body["model"] is not JsonObject model) return ElsaProblems.BadMember("model", "Le workflow à enregistrer (model) manque.");
        var author = context.User.Author();
        var saved = await writing.SaveAsync(model, author, cancellation);
        if (body["publish"] is not JsonValue publish || publish.GetValueKind() != JsonValueKind.True)
            return ElsaJson.Ok(await writing.AnswerAsync(saved, false, cancellation));
        var publication = await writing.PublishAsync(saved.DefinitionId, author, cancellation);
        return ElsaJson.Ok(await writing.AnswerAsync(publication.Version, publication.WasPublished, cancellation));
    }

    private static async Task<IResult> PublishAsync(string definitionId, HttpContext context, DefinitionWriting writing, CancellationToken cancellation)
    {
        var publication = await writing.PublishAsync(definitionId, context.User.Author(), cancellation);
        return ElsaJson.Ok(await writing.AnswerAsync(publication.Version, publication.WasPublished, cancellation));
    }

    private static async Task<IResult> RetractAsync(string definitionId, HttpContext context, WorkflowRuntime runtime, DefinitionReading reading, CancellationToken cancellation) =>
        await runtime.Design.RetractAsync(definitionId, context.User.Author(), cancellation) is { } version
            ? ElsaJson.Ok(await reading.ViewAsync(version, true, cancellation))
            : ElsaProblems.BadRequest($"« {definitionId} » n'est pas publié.");

    private static async Task<IResult> RevertAsync(string definitionId, int version, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var draft = await runtime.Design.RevertAsync(definitionId, version, context.User.Author(), cancellation);
        context.Response.Headers.Location = $"{ElsaApiEndpoints.Path}/workflow-definitions/by-id/{Uri.EscapeDataString(draft.VersionId)}";
        return Results.Json(DefinitionView.Reverted(draft), ElsaJson.Options, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> UpdateReferencesAsync(string definitionId, HttpContext context, WorkflowRuntime runtime, DefinitionWriting writing, CancellationToken cancellation) =>
        await runtime.Store.GetDefinitionVersionsAsync(definitionId, 1, cancellation) is [_]
            ? ElsaJson.Ok(new { affectedWorkflows = await writing.UpdateConsumersAsync(definitionId, context.User.Author(), cancellation) })
            : Results.NotFound();

    private static async Task<IResult> DeleteAsync(string definitionId, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation) =>
        await runtime.Design.DeleteAsync(definitionId, context.User.Author(), cancellation) > 0 ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> DeleteVersionAsync(string versionId, HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation) =>
        await runtime.Design.DeleteVersionAsync(versionId, context.User.Author(), cancellation) ? Results.NoContent() : Results.NotFound();

    private static async Task<IResult> PublishManyAsync(HttpContext context, DefinitionWriting writing, CancellationToken cancellation)
    {
        List<string> published = [], alreadyPublished = [], notFound = [], failed = [], updated = [];
        foreach (var id in await RequestBody.ReadIdsAsync(context, "definitionIds", cancellation))
        {
            try
            {
                var publication = await writing.PublishAsync(id, context.User.Author(), cancellation);
                (publication.WasPublished ? alreadyPublished : published).Add(id);
                updated.AddRange(publication.UpdatedConsumers);
            }
            catch (DefinitionNotFoundException)
            {
                notFound.Add(id);
            }
            catch (DefinitionRefusedException)
            {
                failed.Add(id);
            }
        }

        return ElsaJson.Ok(new { published, alreadyPublished, notFound, skipped = Array.Empty<string>(), updatedConsumers = updated, failed, warnings = new { } });
    }

    private static async Task<IResult> RetractManyAsync(HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        List<string> retracted = [], alreadyRetracted = [], notFound = [];
        foreach (var id in await RequestBody.ReadIdsAsync(context, "definitionIds", cancellation))
        {
            try
            {
                (await runtime.Design.RetractAsync(id, context.User.Author(), cancellation) is null ? alreadyRetracted : retracted).Add(id);
            }
            catch (DefinitionNotFoundException)
            {
                notFound.Add(id);
            }
        }

        return ElsaJson.Ok(new { retracted, alreadyRetracted, skipped = Array.Empty<string>(), notPublished = alreadyRetracted, notFound });
    }

    private static async Task<IResult> DeleteManyAsync(HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var id in await RequestBody.ReadIdsAsync(context, "definitionIds", cancellation))
            deleted += await runtime.Design.DeleteAsync(id, context.User.Author(), cancellation);
        return ElsaJson.Ok(new { deleted });
    }

    private static async Task<IResult> DeleteManyVersionsAsync(HttpContext context, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var deleted = 0;
        foreach (var id in await RequestBody.ReadIdsAsync(context, "ids", cancellation))
            if (await runtime.Design.DeleteVersionAsync(id, context.User.Author(), cancellation))
                deleted++;
        return ElsaJson.Ok(new { deleted });
    }
}
