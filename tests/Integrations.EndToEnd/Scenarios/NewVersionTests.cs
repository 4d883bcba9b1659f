using System.Text.Json.Nodes;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Acts;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>The town hall redraws its workflows while a file is on its way.</summary>
public sealed class NewVersionTests
{
    [Fact]
    public async Task A_file_on_its_way_is_carried_to_redrawn_workflows_and_ends_as_before()
    {
        await using var desk = await DeskInVirtualTime.WithSampleAsync("07", "2026-12-02 09:07");
        await desk.Do("2026-12-28 10:00", file => new RequestPiecesAct(file, "PC", ["PC4_NOTICE", "PC6_INSERTION"], new(2026, 12, 28), NotificationChannel.Electronic, Courtesy: false));
        var running = (await desk.Runtime.Store.ListInstancesAsync(new InstanceFilter { Status = WorkflowStatus.Running }, PageRequest.First)).Items;
        Assert.True(running.Count > 3);

        var definitions = running.Select(header => header.DefinitionId).Distinct().ToList();
        foreach (var definition in definitions)
            await desk.Runtime.Definitions.PublishAsync(WithALineBeforeEachEnd(desk.Runtime.Definitions.FindPublished(definition)!.Json));
        foreach (var definition in definitions)
            Assert.Empty((await desk.Runtime.MigrateAsync(new MigrateInstances(definition))).Instances.SelectMany(report => report.Obstacles));

        await desk.Do("2027-01-15 10:00", file => new PiecesReceivedAct(file, "PC", ["PC4_NOTICE", "PC6_INSERTION"], new(2027, 1, 15)));
        await desk.Until("2027-04-16 00:05");

        Assert.Equal(ProcedureStatus.TacitlyGranted, (await desk.Procedure("PC")).Status);
        Assert.StartsWith("Permis tacite", desk.MailsTo("thirion@pc-incomplet.example")[^1].Subject, StringComparison.Ordinal);
        await desk.NothingIsStuckOrDoubled();
        var journal = await JournalAsync(desk, running);
        Assert.Contains(journal, entry => entry is { Event: "Migrated", Message: "urbanism-permit.1 > urbanism-permit.2" });
        Assert.Contains(journal, entry => entry.ActivityId.StartsWith("before-", StringComparison.Ordinal) && entry.Event == "Completed");
    }

    private static async Task<List<JournalEntry>> JournalAsync(DeskInVirtualTime desk, IEnumerable<InstanceHeader> instances)
    {
        List<JournalEntry> journal = [];
        foreach (var instance in instances)
            journal.AddRange((await desk.Runtime.Store.GetJournalAsync(instance.InstanceId)).SelectMany(burst => JournalCodec.Read(burst.Entries)));
        return journal;
    }

    /// <summary>Each connection into an End goes through a new activity first.</summary>
    private static string WithALineBeforeEachEnd(string json)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        var (activities, connections) = (document["root"]!["activities"]!.AsArray(), document["root"]!["connections"]!.AsArray());
        foreach (var end in activities.Where(activity => (string?)activity!["type"] == "Elsa.End").Select(activity => (string)activity!["id"]!).ToList())
        {
            foreach (var connection in connections.Where(connection => (string?)connection!["target"]!["activity"] == end))
                connection!["target"]!["activity"] = "before-" + end;
            activities.Insert(0, new JsonObject { ["id"] = "before-" + end, ["type"] = "Elsa.WriteLine" });
            connections.Add(JsonNode.Parse($$"""{ "source": { "activity": "before-{{end}}", "port": "Done" }, "target": { "activity": "{{end}}", "port": "In" } }"""));
        }

        return document.ToJsonString();
    }
}
