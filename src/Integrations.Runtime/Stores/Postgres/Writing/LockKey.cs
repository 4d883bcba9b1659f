using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Stores.Postgres.Writing;

/// <summary>
/// What a group of units locks for the length of its transaction, as PostgreSQL counts locks: by number. Two things that get the same number
/// wait for each other without need, which happens once in a very long while and harms nothing.
/// </summary>
internal static class LockKey
{
    public static long Stream(string streamId) => Of('s', streamId);

    public static long Definition(string definitionId) => Of('d', definitionId);

    /// <summary>Starts that exclude each other lock the same.</summary>
    public static long Activation(ActivationGuard guard) => Of('a', $"{guard.Strategy}\0{NameOf(guard)}");

    /// <summary>What two guards of one strategy must share to exclude each other.</summary>
    public static string NameOf(ActivationGuard guard) => guard.Strategy switch
    {
        ActivationStrategy.Singleton => guard.DefinitionId,
        ActivationStrategy.CorrelatedSingleton => $"{guard.DefinitionId}\0{guard.CorrelationId}",
        _ => guard.CorrelationId ?? "",
    };

    /// <summary>The same in every process, unlike the hash codes of .NET (FNV-1a, 64 bits).</summary>
    private static long Of(char kind, string name)
    {
        const ulong prime = 1_099_511_628_211;
        var hash = (14_695_981_039_346_656_037 ^ kind) * prime;
        foreach (var character in name)
            hash = (hash ^ character) * prime;
        return (long)hash;
    }
}
