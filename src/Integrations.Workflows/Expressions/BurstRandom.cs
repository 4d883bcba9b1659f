using System.Security.Cryptography;
using System.Text;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Expressions;

/// <summary>Chance that is the same when the burst is run again: the seed is the execution and the instant.</summary>
internal static class BurstRandom
{
    public static Random Of(ActivityContext context)
    {
        var seed = context.Now.UtcTicks;
        foreach (var sign in context.ExecutionId) seed = (seed ^ sign) * 1099511628211;
        return new Random((int)(seed ^ (seed >> 32)));
    }

    public static Guid NewGuid(ActivityContext context) => new(SHA256.HashData(Encoding.UTF8.GetBytes(context.NewId())).AsSpan(0, 16));
}
