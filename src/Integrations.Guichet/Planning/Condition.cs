namespace Integrations.Guichet.Planning;

/// <summary>
/// When a rule applies, as data: an administrator can move a threshold without a build. There is no expression language, only
/// comparisons of named facts (<see cref="ProjectFacts"/>) and of the presence of other procedures, joined by all, any, not.
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Always true: what an absent condition means.</summary>
    public static Condition Always { get; } = new All([]);

    /// <summary>True when the rule applies.</summary>
    /// <param name="facts">Facts of the file.</param>
    /// <param name="isPlanned">Tells whether another procedure is part of the plan.</param>
    public bool Holds(ProjectFacts facts, Func<string, bool> isPlanned) => this switch
    {
        All all => all.Conditions.All(condition => condition.Holds(facts, isPlanned)),
        Any any => any.Conditions.Any(condition => condition.Holds(facts, isPlanned)),
        Not not => !not.Condition.Holds(facts, isPlanned),
        Planned planned => isPlanned(planned.Procedure),
        Compare compare => compare.Holds(facts),
        _ => throw new InvalidOperationException($"Unknown condition {GetType().Name}."),
    };

    /// <summary>Codes of the procedures that this condition asks about.</summary>
    public IEnumerable<string> Procedures() => this switch
    {
        All all => all.Conditions.SelectMany(condition => condition.Procedures()),
        Any any => any.Conditions.SelectMany(condition => condition.Procedures()),
        Not not => not.Condition.Procedures(),
        Planned planned => [planned.Procedure],
        _ => [],
    };

    /// <summary>Every condition holds; an empty list always does.</summary>
    public sealed record All(IReadOnlyList<Condition> Conditions) : Condition;

    /// <summary>At least one condition holds.</summary>
    public sealed record Any(IReadOnlyList<Condition> Conditions) : Condition;

    /// <summary>The condition does not hold.</summary>
    public sealed record Not(Condition Condition) : Condition;

    /// <summary>Another procedure is part of the plan.</summary>
    public sealed record Planned(string Procedure) : Condition;

    /// <summary>A fact compares so with a value (or with one of several, for <see cref="Comparison.OneOf"/>).</summary>
    public sealed record Compare(string Fact, Comparison Comparison, IReadOnlyList<FactValue> Values) : Condition
    {
        internal bool Holds(ProjectFacts facts)
        {
            var actual = facts[Fact];
            return Comparison switch
            {
                Comparison.Equal or Comparison.OneOf => Values.Contains(actual),
                Comparison.NotEqual => !Values.Contains(actual),
                Comparison.GreaterThan => actual.Number > Values[0].Number,
                Comparison.AtLeast => actual.Number >= Values[0].Number,
                Comparison.LessThan => actual.Number < Values[0].Number,
                Comparison.AtMost => actual.Number <= Values[0].Number,
                _ => throw new InvalidOperationException($"Unknown comparison {Comparison}."),
            };
        }
    }
}

/// <summary>How a fact compares with a value.</summary>
public enum Comparison
{
    Equal,
    NotEqual,
    GreaterThan,
    AtLeast,
    LessThan,
    AtMost,
    OneOf,
}

/// <summary>Value of a fact: yes/no, a number or a word, by the type of the fact.</summary>
/// <param name="Text">The word; empty for the other types.</param>
/// <param name="Number">The number; 1 and 0 for yes and no.</param>
public readonly record struct FactValue(string Text, decimal Number)
{
    public static implicit operator FactValue(bool value) => new("", value ? 1 : 0);

    public static implicit operator FactValue(decimal value) => new("", value);

    public static implicit operator FactValue(string? value) => new(value ?? "", 0);
}
