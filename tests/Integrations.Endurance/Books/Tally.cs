namespace Integrations.Endurance.Books;

/// <summary>What was counted on the way.</summary>
internal sealed class Tally
{
    public int Files { get; set; }

    public int Events { get; set; }

    public int Quarantined { get; set; }

    public int Commands { get; set; }

    public int DeadLetters { get; set; }

    public int AtPartners { get; set; }

    public int Instances { get; set; }
}
