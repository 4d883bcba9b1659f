using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Integrations.Benchmarks.Load.Modes;

namespace Integrations.Benchmarks.Load;

/// <summary>The load tool: measures the modes asked for, prints their tables and writes them as JSON.</summary>
internal static class LoadCommand
{
    public const string Usage =
        """
        load MODE [MODE...]    burst, start, resume, size, curve, versions, bookmarks, parts, studio-lists, postgres, or all
          --quick              fewer rounds (all: some six minutes)
          --smoke              shows only that every mode runs (seconds)
          --stored N[,N...]    points of the curve over stored instances
          --rounds N           rounds of a curve
          --json FILE          writes the figures, the machine and the date as JSON too
          --into FILE          puts the tables into a page, between the lines "<!-- figures -->" and "<!-- end of figures -->"
          --connection STRING  the PostgreSQL database to be measured (default: one on a private server of this machine)
          --folder DIRECTORY   where the stores lie while they are measured, on the disk to be measured
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly (string Name, Func<DirectoryInfo, Scale, Task<Section>> Measure)[] Modes =
    [
        ("burst", (_, scale) => Task.FromResult(BurstMode.Measure(scale))),
        ("start", StartMode.MeasureAsync),
        ("resume", ResumeMode.MeasureAsync),
        ("size", SizeMode.MeasureAsync),
        ("bookmarks", BookmarksMode.MeasureAsync),
        ("parts", PartsMode.MeasureAsync),
        ("versions", VersionsMode.MeasureAsync),
        ("studio-lists", StudioListsMode.MeasureAsync),
        ("postgres", PostgresMode.MeasureAsync),
        ("curve", CurveMode.MeasureAsync),
    ];

    /// <returns>0 when every mode came to its end, whatever the figures; 2 when the arguments make no sense.</returns>
    /// <exception cref="InvalidOperationException">The store did not hold what it promises: a bookmark was resumed twice, or left behind.</exception>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (Parse(arguments) is not { } asked)
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var folder = asked.Folder is null ? Directory.CreateTempSubdirectory("load-") : Directory.CreateDirectory(Path.Combine(asked.Folder, $"load-{Environment.ProcessId}"));
        try
        {
            var machine = Machine.With(asked.Command, folder);
            machine.Print(Console.Out);
            using var page = new StringWriter();
            machine.Print(page);
            List<Section> sections = [];
            foreach (var (name, measure) in Modes.Where(mode => asked.Modes.Contains(mode.Name)))
            {
                var started = Stopwatch.GetTimestamp();
                var section = await measure(Directory.CreateDirectory(Path.Combine(folder.FullName, name)), asked.Scale);
                section.Print(Console.Out);
                section.Print(page);
                Console.WriteLine($"\n(measured in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s)");
                sections.Add(section);
                Directory.Delete(Path.Combine(folder.FullName, name), recursive: true);
            }

            if (asked.JsonFile is not null)
                await File.WriteAllTextAsync(asked.JsonFile, JsonSerializer.Serialize(new { machine, sections }, Json));
            if (asked.Page is not null)
                await PutAsync(page.ToString(), asked.Page);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Asked? Parse(string[] arguments)
    {
        var asked = new Asked([], Scale.Full);
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--quick": asked = asked with { Scale = Scale.Quick }; break;
                case "--smoke": asked = asked with { Scale = Scale.Smoke }; break;
                case "--json" when i + 1 < arguments.Length: asked = asked with { JsonFile = arguments[++i] }; break;
                case "--into" when i + 1 < arguments.Length: asked = asked with { Page = arguments[++i] }; break;
                case "--connection" when i + 1 < arguments.Length:
                    asked = asked with { Scale = asked.Scale with { Connection = arguments[++i] } };
                    break;
                case "--folder" when i + 1 < arguments.Length: asked = asked with { Folder = arguments[++i] }; break;
                case "--stored" when i + 1 < arguments.Length && Numbers(arguments[i + 1]) is { } sizes:
                    asked = asked with { Scale = asked.Scale with { StoredInstances = sizes } };
                    i++;
                    break;
                case "--rounds" when i + 1 < arguments.Length && Numbers(arguments[i + 1]) is [var rounds]:
                    asked = asked with { Scale = asked.Scale with { Rounds = rounds } };
                    i++;
                    break;
                case "all": asked = asked with { Modes = [.. Modes.Select(mode => mode.Name)] }; break;
                case var name when Modes.Any(mode => mode.Name == name): asked = asked with { Modes = [.. asked.Modes, name] }; break;
                default: return null;
            }
        }

        return asked.Modes.Count == 0 ? null : asked;
    }

    /// <returns>Null: not a list of positive numbers.</returns>
    private static int[]? Numbers(string text)
    {
        var parts = text.Split(',');
        int[] numbers = [.. parts.Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
        return numbers.All(number => number > 0) ? numbers : null;
    }

    private static async Task PutAsync(string tables, string file)
    {
        const string begin = "<!-- figures -->", end = "<!-- end of figures -->";
        var text = await File.ReadAllTextAsync(file);
        var (from, to) = (text.IndexOf(begin, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
            throw new InvalidOperationException($"{file} has no lines \"{begin}\" and \"{end}\".");
        await File.WriteAllTextAsync(file, $"{text[..(from + begin.Length)]}\n\n{tables.TrimEnd()}\n\n{text[to..]}");
    }

    private sealed record Asked(IReadOnlyList<string> Modes, Scale Scale)
    {
        /// <summary>What was asked, for who reads the figures.</summary>
        public string Command => $"load {string.Join(' ', Modes.Count == LoadCommand.Modes.Length ? ["all"] : Modes)}{Scale.Option}";

        public string? JsonFile { get; init; }

        public string? Page { get; init; }

        public string? Folder { get; init; }
    }
}
