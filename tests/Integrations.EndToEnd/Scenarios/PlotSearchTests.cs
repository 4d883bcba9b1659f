using System.Text;
using System.Text.Json.Nodes;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Settings;

namespace Integrations.EndToEnd.Scenarios;

/// <summary>A firm that has no plot yet (sample 03, brought back to its feasibility stage): the desk looks in its list and asks the community.</summary>
public sealed class PlotSearchTests
{
    private const string Community = "developpement@cholet-agglo.example";

    [Fact]
    public async Task The_community_is_asked_to_offer_the_plots_that_fit_and_the_file_keeps_which()
    {
        await using var desk = await DeskInVirtualTime.OpenAsync("2026-11-30 09:03");
        await OwnPlotsAsync(desk, """[{"name":"Les Grands Prés, lot 4","commune":"49099","area":90000},{"name":"Petit lot","commune":"49099","area":10}]""");

        await SeekAsync(desk, withParcels: false);

        Assert.Equal("Terrains qui conviennent : Les Grands Prés, lot 4 (90000 m²).", Assert.Single(await desk.Facts<NoteAdded>()).Fact.Text);
        var asked = Assert.Single(await desk.Facts<PartnerTaskSent>(), sent => sent.Fact.Question.Contains("cherche un terrain", StringComparison.Ordinal));
        Assert.Equal(("epci", TaskKind.Advice), (asked.Fact.Role, asked.Fact.Kind));
        Assert.Contains("Les Grands Prés, lot 4", Assert.Single(desk.TasksOf(Community), task => task.Title.Contains("terrain", StringComparison.Ordinal)).Title, StringComparison.Ordinal);
        await desk.NothingIsStuckOrDoubled();
    }

    [Fact]
    public async Task Without_a_plot_that_fits_the_community_is_asked_all_the_same()
    {
        await using var desk = await DeskInVirtualTime.OpenAsync("2026-11-30 09:03");

        await SeekAsync(desk, withParcels: false);

        Assert.StartsWith("Aucun terrain connu", Assert.Single(await desk.Facts<NoteAdded>()).Fact.Text, StringComparison.Ordinal);
        Assert.Single(await desk.Facts<PartnerTaskSent>(), sent => sent.Fact.Question.Contains("Aucun terrain connu", StringComparison.Ordinal));
        await desk.NothingIsStuckOrDoubled();
    }

    [Fact]
    public async Task A_firm_that_names_its_parcel_is_offered_none()
    {
        await using var desk = await DeskInVirtualTime.OpenAsync("2026-11-30 09:03");

        await SeekAsync(desk, withParcels: true);

        Assert.NotEmpty(await desk.Facts<ProcedureOpened>());
        Assert.Empty(await desk.Facts<NoteAdded>());
        Assert.DoesNotContain(await desk.Facts<PartnerTaskSent>(), sent => sent.Fact.Question.Contains("terrain", StringComparison.Ordinal));
    }

    /// <summary>An administrator writes the free plots into the variable of the workflow.</summary>
    private static async Task OwnPlotsAsync(DeskInVirtualTime desk, string plots)
    {
        var drawing = JsonNode.Parse(desk.Runtime.Definitions.FindPublished("installation-file")!.Json)!.AsObject();
        drawing["variables"]!.AsArray().Single(variable => (string?)variable!["name"] == "terrainsLibres")!["value"] = plots;
        await desk.Runtime.Definitions.PublishAsync(drawing.ToJsonString());
    }

    private static async Task SeekAsync(DeskInVirtualTime desk, bool withParcels)
    {
        var request = JsonNode.Parse(await File.ReadAllTextAsync(Directory.EnumerateFiles(WorkspaceFolder.Find().Samples, "03-*.json").Single()))!.AsObject();
        request["project"]!["phase"] = "pre-faisabilite";
        if (!withParcels) request["sites"]![0]!.AsObject().Remove("parcels");
        using var answer = await desk.PostFormAsync("generic", Encoding.UTF8.GetBytes(request.ToJsonString()));
        await desk.WorkAsync();
    }
}
