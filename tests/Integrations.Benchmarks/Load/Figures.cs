using System.Globalization;
using System.Text.Json.Serialization;

namespace Integrations.Benchmarks.Load;

/// <summary>One number, with its target beside it.</summary>
/// <param name="Name">What it is, with its unit.</param>
/// <param name="Value">The number.</param>
internal sealed record Figure(string Name, double Value)
{
    /// <summary>Target: not less than this; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AtLeast { get; init; }

    /// <summary>Target: not more than this; null: none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? AtMost { get; init; }

    /// <summary>Null: there is no target.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Met => AtLeast is null && AtMost is null ? null : !(Value < AtLeast) && !(Value > AtMost);

    public override string ToString() => (AtLeast, AtMost) switch
    {
        ({ } least, _) => $"{Text(Value)} (>= {Text(least)}: {Verdict})",
        (_, { } most) => $"{Text(Value)} (<= {Text(most)}: {Verdict})",
        _ => Text(Value),
    };

    private string Verdict => Met is true ? "met" : "MISSED";

    private static string Text(double value)
    {
        var decimals = Math.Abs(value) switch
        {
            >= 100 => "N0",
            >= 10 => "N1",
            >= 1 => "N2",
            _ => "N4",
        };
        return value == Math.Floor(value) ? value.ToString("N0", CultureInfo.InvariantCulture) : value.ToString(decimals, CultureInfo.InvariantCulture);
    }
}

/// <summary>One line of a table.</summary>
internal sealed record Row(string What, params Figure[] Figures);

/// <summary>A table: what one mode measured.</summary>
internal sealed record Section(string Mode, string Title, IReadOnlyList<Row> Rows)
{
    /// <summary>Sentences under the table.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Writes the table as Markdown, so that it can be taken into a page as it is.</summary>
    public void Print(TextWriter writer)
    {
        var names = Rows.SelectMany(row => row.Figures).Select(figure => figure.Name).Distinct(StringComparer.Ordinal).ToArray();
        string[][] lines =
        [
            ["", .. names],
            .. Rows.Select(row => (string[])
            [
                row.What, .. names.Select(name => row.Figures.FirstOrDefault(figure => figure.Name == name)?.ToString() ?? ""),
            ]),
        ];
        var widths = Enumerable.Range(0, names.Length + 1).Select(column => lines.Max(line => line[column].Length)).ToArray();
        writer.WriteLine($"\n### {Title}\n");
        for (var i = 0; i < lines.Length; i++)
        {
            writer.WriteLine("| " + string.Join(" | ", lines[i].Select((cell, column) => cell.PadRight(widths[column]))) + " |");
            if (i == 0)
                writer.WriteLine("| " + string.Join(" | ", widths.Select(width => new string('-', width))) + " |");
        }

        foreach (var note in Notes)
            writer.WriteLine("\n" + note);
    }
}
