using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Integrations.Host.CommandLine;

/// <summary>How a command speaks: a table or one JSON document on standard output, what is wrong on standard error.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly IAnsiConsole Errors = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Standard output as it is now: whoever redirects it later gets what comes later.</summary>
    private static IAnsiConsole Output => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) });

    /// <summary>One JSON document and nothing else.</summary>
    public static void Json(JsonNode? document) => Console.Out.WriteLine(document?.ToJsonString(Indented) ?? "null");

    /// <summary>A table for people.</summary>
    public static void Table(string title, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var table = new Table { Title = new TableTitle(Markup.Escape(title)), Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        Output.Write(table);
    }

    /// <summary>A sentence on standard output.</summary>
    public static void Say(string sentence) => Output.MarkupLine(Markup.Escape(sentence));

    /// <summary>What is wrong and what to do about it; the result of the command is then 1.</summary>
    public static int Fail(params IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences) Errors.MarkupLine("[red]✗[/] " + Markup.Escape(sentence));
        return 1;
    }
}
