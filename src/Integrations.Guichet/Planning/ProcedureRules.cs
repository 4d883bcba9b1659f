using Integrations.Guichet.DataFiles;

namespace Integrations.Guichet.Planning;

/// <summary>All procedures the desk knows, over time. The rules of a file are those in force on the day of its deposit.</summary>
public sealed class ProcedureRules
{
    private readonly IReadOnlyList<ProcedureRule> rules;

    internal ProcedureRules(string version, IReadOnlyList<ProcedureRule> rules) => (Version, this.rules) = (version, rules);

    /// <summary>Version of the whole set.</summary>
    public string Version { get; }

    /// <summary>Every rule, past and present.</summary>
    public IReadOnlyList<ProcedureRule> All => rules;

    /// <summary>The rules for files deposited on this day, in the order of a plan.</summary>
    public IReadOnlyList<ProcedureRule> InForce(DateOnly deposit) =>
        [.. rules.Where(rule => rule.IsInForce(deposit)).OrderBy(rule => rule.Order)];

    /// <summary>Reads <c>rules/procedures.json</c>.</summary>
    /// <exception cref="DataFileException">Lists every fault of the file: its shape, its words, periods that overlap, circles.</exception>
    public static ProcedureRules Read(string file, ReadOnlyMemory<byte> utf8Json) =>
        DataFile.Read(file, utf8Json, ProcedureRulesReader.Read);
}
