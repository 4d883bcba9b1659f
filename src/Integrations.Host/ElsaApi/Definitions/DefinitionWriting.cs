using System.Text.Json.Nodes;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Definitions;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>Takes what Studio saves.</summary>
internal sealed class DefinitionWriting(WorkflowRuntime runtime, DefinitionReading reading)
{
    /// <summary>What the caller does not decide: ids, number and state of the version are this server's.</summary>
    private static readonly string[] NotOfTheCaller = ["id", "version", "isLatest", "isPublished", "createdAt", "links", "isReadonly", "isSystem", "$schema"];

    /// <summary>Saves a draft.</summary>
    /// <exception cref="DefinitionFormatException">It is no definition.</exception>
    /// <exception cref="DefinitionChangedException">Somebody else saved meanwhile.</exception>
    public async Task<DefinitionVersion> SaveAsync(JsonObject model, string author, CancellationToken cancellation)
    {
        var seen = RevisionStamp.Take(model["customProperties"] as JsonObject);
        foreach (var name in NotOfTheCaller) model.Remove(name);
        if (model["root"] is null) model["root"] = new JsonObject { ["id"] = "Sequence1", ["type"] = "Elsa.Sequence", ["version"] = 1, ["activities"] = new JsonArray() };
        if (model["root"] is not JsonObject root || root["type"] is not JsonValue) throw new DefinitionFormatException("La racine du workflow (root) doit être une activité.");
        ActivityDocument.NameAll(root);
        if (string.IsNullOrWhiteSpace((string?)model["definitionId"])) model.Remove("definitionId");
        var definition = WorkflowDefinitionJson.Read(model);
        return await runtime.Design.SaveAsync(definition, await KeptAsync(definition.DefinitionId, seen, author, cancellation), author, cancellation);
    }

    /// <summary>Publishes; the definitions that use it follow when it says so.</summary>
    public async Task<Publication> PublishAsync(string definitionId, string author, CancellationToken cancellation)
    {
        var (version, wasPublished) = await runtime.Design.PublishAsync(definitionId, author, cancellation);
        var updates = !wasPublished && UpdatesConsumers(version);
        return new Publication(version, wasPublished, updates ? await UpdateConsumersAsync(definitionId, author, cancellation) : []);
    }

    /// <summary>Pins the definitions that use this one to its published version, and publishes those that were published.</summary>
    /// <returns>Their ids.</returns>
    public async Task<IReadOnlyList<string>> UpdateConsumersAsync(string definitionId, string author, CancellationToken cancellation)
    {
        if (runtime.Definitions.FindPublished(definitionId) is not { } used) return [];
        var affected = new List<string>();
        foreach (var consumerId in await reading.ConsumersAsync(definitionId, cancellation))
        {
            if (await runtime.Store.GetDefinitionVersionsAsync(consumerId, 1, cancellation) is not [var newest]) continue;
            var document = WorkflowDefinitionJson.Write(WorkflowDefinitionJson.Read(newest.Json));
            if (!Repin((JsonObject)document["root"]!, used)) continue;
            await runtime.Design.SaveAsync(WorkflowDefinitionJson.Read(document), new SeenRevision(newest.VersionId, newest.Revision), author, cancellation);
            if (newest.Published) await runtime.Design.PublishAsync(consumerId, author, cancellation);
            affected.Add(consumerId);
        }

        return affected;
    }

    /// <summary>The answer to a save or a publication.</summary>
    public async Task<object> AnswerAsync(DefinitionVersion version, bool alreadyPublished, CancellationToken cancellation) => new
    {
        workflowDefinition = await reading.ViewAsync(version, true, cancellation),
        alreadyPublished,
        consumingWorkflowCount = (await reading.ConsumersAsync(version.DefinitionId, cancellation)).Count,
        validationErrors = Array.Empty<string>(),
    };

    private static bool UpdatesConsumers(DefinitionVersion version) =>
        JsonNode.Parse(version.Json)!["options"] is JsonObject options && options["autoUpdateConsumingWorkflows"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;

    private static bool Repin(JsonObject root, DefinitionVersion used)
    {
        var changed = false;
        foreach (var activity in ActivityDocument.Activities(root))
        {
            if (activity["workflowDefinitionId"] is not JsonValue id || id.ToString() != used.DefinitionId) continue;
            if ((string?)activity["workflowDefinitionVersionId"] == used.VersionId) continue;
            activity["workflowDefinitionVersionId"] = used.VersionId;
            activity["version"] = used.Version;
            changed = true;
        }

        return changed;
    }

    /// <summary>Studio saves after each change, sometimes before it has read the answer to the save before: one's own saves are no conflict.</summary>
    private async Task<SeenRevision?> KeptAsync(string definitionId, SeenRevision? seen, string author, CancellationToken cancellation) =>
        seen is not null && await runtime.Store.GetDefinitionVersionsAsync(definitionId, 1, cancellation) is [var newest] && newest.ModifiedBy == author ? null : seen;
}

/// <summary>What came of a publication.</summary>
/// <param name="Version">The version that is published now.</param>
/// <param name="WasPublished">It was already.</param>
/// <param name="UpdatedConsumers">Definitions that use it and were published anew.</param>
internal sealed record Publication(DefinitionVersion Version, bool WasPublished, IReadOnlyList<string> UpdatedConsumers);
