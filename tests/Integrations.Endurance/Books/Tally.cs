namespace Integrations.Endurance.Books;

/// <summary>What was counted on the way.</summary>
internal sealed class Tally
{
    public int Files { get; set; }

    public int Events { get; set; }

    public int Quarantined { get; set; }

    public int Commands { get; set; }

    /// <summary>Commands that count as delivered, by kind.</summary>
    public Dictionary<string, int> Delivered { get; } = new(StringComparer.Ordinal);

    public int DeadLetters { get; set; }

    public int AtPartners { get; set; }

    public int Instances { get; set; }
}
