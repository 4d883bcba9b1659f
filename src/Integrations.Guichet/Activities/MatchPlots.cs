using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Guichet.Desk;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>
/// Looks which plots of a list are large enough for the project, those of the communes that the firm named first, then the one that fits most
/// closely. It decides nothing: what it found is a note in the file, and a person offers it.
/// </summary>
[Activity("Guichet.MatchPlots", Category = GuichetActivities.Category, Fr = "Rapprocher des terrains", En = "Match plots",
    DescriptionFr = "Cherche dans une liste les terrains assez grands pour le projet : d'abord ceux des communes demandées, puis le plus juste. Le résultat est noté au dossier. Exemple : la liste des lots des zones d'activités, lue par une requête HTTP, puis « Notifier l'entreprise ».",
    DescriptionEn = "Looks in a list for plots large enough for the project: those of the wanted communes first, then the closest fit. The result is noted in the file. Example: the lots of the business parks, read by an HTTP request, then Notify the firm.")]
[Outcomes("Found", "None", "NotSought")]
public sealed class MatchPlots : Activity
{
    private const string NoteKey = "plots";

    /// <summary>The plots that are free.</summary>
    [Input(Fr = "Terrains", En = "Plots", Required = true,
        DescriptionFr = "Liste JSON, par exemple [{\"name\": \"Les Grands Prés, lot 4\", \"commune\": \"74081\", \"area\": 8000}] : nom, code INSEE, surface en m².",
        DescriptionEn = "JSON list, for example [{\"name\": \"Les Grands Prés, lot 4\", \"commune\": \"74081\", \"area\": 8000}]: name, INSEE code, area in m².")]
    public readonly Input<IReadOnlyList<object?>> Plots = new();

    /// <summary>Square metres that the project needs.</summary>
    [Input(Fr = "Surface utile", En = "Area needed", DescriptionFr = "En m². Vide : l'emprise que le projet crée.", DescriptionEn = "In m². Empty: the footprint that the project creates.")]
    public readonly Input<decimal?> Area = new();

    /// <summary>Does nothing for a firm that has its plot.</summary>
    [Input(Fr = "Seulement si l'entreprise cherche un terrain", En = "Only if the firm seeks a plot", UIHint = "checkbox",
        DescriptionFr = "Sort par « Pas cherché » quand le projet n'est pas à l'étude de faisabilité ou qu'une parcelle est déjà donnée.",
        DescriptionEn = "Leaves by NotSought when the project is not in its feasibility stage or a parcel is given already.")]
    public readonly Input<bool> OnlyIfSought = new();

    /// <summary>Plots that fit, the best first, as they stood in the list.</summary>
    [Output(Fr = "Terrains retenus", En = "Matches")]
    public readonly Output<JsonArray> Matches = new();

    /// <summary>What was found, as it is noted in the file.</summary>
    [Output(Fr = "En une phrase", En = "In a sentence")]
    public readonly Output<string> Words = new();

    /// <inheritdoc/>
    protected override void Execute(ActivityContext context)
    {
        var desk = context.Domain<DeskSession>();
        if (context.Get(OnlyIfSought) && !desk.File.Request.SeeksPlot)
        {
            context.Complete("NotSought");
            return;
        }

        var needed = context.Get(Area) ?? desk.File.Request?.Works?.NewFootprintM2 ?? 0;
        var wanted = desk.File.Request?.Sites.Select(site => site.CommuneInsee).OfType<string>().ToHashSet(StringComparer.Ordinal) ?? [];
        var fitting = context.Get(Plots).Select(item => Plot.Of(context, item))
            .Where(plot => needed > 0 && plot.Area >= needed)
            .OrderByDescending(plot => plot.Commune is not null && wanted.Contains(plot.Commune)).ThenBy(plot => plot.Area).ThenBy(plot => plot.Name, StringComparer.Ordinal)
            .ToList();
        var matches = new JsonArray([.. fitting.Select(plot => plot.Json.DeepClone())]);
        context.Set(Matches, matches);
        var words = Sentence(fitting, needed);
        context.Set(Words, words);
        context.Require(desk.Acts.NotePayload(NoteKey, words, JsonSerializer.SerializeToElement(matches)));
        context.Complete(fitting.Count > 0 ? "Found" : "None");
    }

    private static string Sentence(List<Plot> fitting, decimal needed) => needed <= 0
        ? "L'entreprise n'a pas dit la surface qu'il lui faut."
        : fitting.Count == 0
        ? string.Create(CultureInfo.InvariantCulture, $"Aucun terrain connu n'a les {needed:0.##} m² du projet.")
        : $"Terrains qui conviennent : {string.Join(", ", fitting.Select(plot => string.Create(CultureInfo.InvariantCulture, $"{plot.Name} ({plot.Area:0.##} m²)")))}.";

    private sealed record Plot(string Name, string? Commune, decimal Area, JsonObject Json)
    {
        public static Plot Of(ActivityContext context, object? item)
        {
            if (item is JsonObject json && json["name"] is JsonValue name && json["area"] is JsonValue area && area.TryGetValue<decimal>(out var squareMetres))
                return new Plot(name.ToString(), json["commune"]?.ToString(), squareMetres, json);
            context.Fault("Un terrain de la liste n'a pas de nom (name) ou pas de surface en m² (area). (plots.format)");
            return null!;
        }
    }
}
