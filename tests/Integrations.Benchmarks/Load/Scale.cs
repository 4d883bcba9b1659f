namespace Integrations.Benchmarks.Load;

/// <summary>How much is measured.</summary>
internal sealed record Scale
{
    /// <summary>For figures that are written down: some twenty minutes.</summary>
    public static Scale Full { get; } = new();

    /// <summary>The same sizes with fewer rounds: some six minutes.</summary>
    public static Scale Quick { get; } = new() { Option = " --quick", Operations = 10_000, Rounds = 8, Bursts = 50_000, AsksOfList = 15 };

    /// <summary>Shows that every mode runs, within seconds; the figures mean nothing.</summary>
    public static Scale Smoke { get; } = new()
    {
        Option = " --smoke",
        Operations = 320,
        Rounds = 1,
        OperationsPerRound = 100,
        Bursts = 500,
        StoredInstances = [100, 400],
        Versions = [1, 5],
        Bookmarks = 200,
        Suspended = 500,
        ListedDefinitions = 12,
        VersionsOfListed = 3,
        ListedInstances = 360,
        AsksOfList = 2,
    };

    /// <summary>The option that asks for it.</summary>
    public string Option { get; init; } = "";

    /// <summary>Operations by 32 callers; fewer callers do fewer.</summary>
    public int Operations { get; init; } = 30_000;

    /// <summary>Instances in memory.</summary>
    public int Bursts { get; init; } = 200_000;

    /// <summary>Points of the curve over stored instances.</summary>
    public int[] StoredInstances { get; init; } = [1_000, 10_000, 100_000, 1_000_000];

    /// <summary>Points of the curve over versions.</summary>
    public int[] Versions { get; init; } = [1, 10, 100, 1_000];

    /// <summary>How often the points of a curve are measured, one after the other, so that what else the machine does meets all of them.</summary>
    public int Rounds { get; init; } = 24;

    /// <summary>Operations at each point in each round.</summary>
    public int OperationsPerRound { get; init; } = 256;

    /// <summary>Bookmarks resumed at once.</summary>
    public int Bookmarks { get; init; } = 10_000;

    /// <summary>Suspended instances whose bytes are counted.</summary>
    public int Suspended { get; init; } = 20_000;

    /// <summary>Definitions in the lists of Studio.</summary>
    public int ListedDefinitions { get; init; } = 500;

    /// <summary>Versions of each of them.</summary>
    public int VersionsOfListed { get; init; } = 20;

    /// <summary>Instances in the lists of Studio, dealt over all versions.</summary>
    public int ListedInstances { get; init; } = 100_000;

    /// <summary>The PostgreSQL database to be measured; null: one on a private server of this machine.</summary>
    public string? Connection { get; init; }

    /// <summary>How often each list is asked for.</summary>
    public int AsksOfList { get; init; } = 40;
}
