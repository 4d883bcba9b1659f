using System.Globalization;

namespace Integrations.Endurance;

/// <summary>What is asked of the fault tool.</summary>
internal sealed record FaultsOptions
{
    public bool IsPostgres { get; init; } = true;

    public int Workers { get; init; } = 2;

    public int Faults { get; init; } = 1_000;

    public int Seed { get; init; } = Random.Shared.Next(1_000_000);

    public string? Into { get; init; }

    /// <summary>Whether each kind of fault is met once before chance chooses: what a run of CI is to show is that the tool works and finds nothing.</summary>
    public bool IsSmoke { get; init; }

    /// <summary>The command, as it is typed again.</summary>
    public string Command => string.Create(
        CultureInfo.InvariantCulture,
        $"dotnet run -c Release --project tests/Integrations.Endurance -- faults --store {(IsPostgres ? "postgres" : "sqlite")}{(IsPostgres ? $" --workers {Workers}" : "")} --faults {Faults} --seed {Seed}");

    /// <exception cref="ArgumentException">An option that is not known, or a value that makes no sense.</exception>
    public static FaultsOptions Parse(string[] arguments)
    {
        if (arguments is ["--smoke"]) return new FaultsOptions { IsSmoke = true, Faults = 30, Seed = 1 };
        var options = new FaultsOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            options = arguments[i] switch
            {
                "--store" => options with { IsPostgres = value switch { "postgres" => true, "sqlite" => false, _ => throw new ArgumentException($"Unknown store {value}.") } },
                "--workers" => options with { Workers = Number(value) },
                "--faults" => options with { Faults = Number(value) },
                "--seed" => options with { Seed = Number(value) },
                "--into" => options with { Into = value },
                _ => throw new ArgumentException($"Unknown option {arguments[i]}."),
            };
        }

        return options.IsPostgres ? options : options with { Workers = 1 };
    }

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new ArgumentException($"{text} is no number.");
}
