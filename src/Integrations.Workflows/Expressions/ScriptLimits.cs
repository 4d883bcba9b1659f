using Jint;
using Jint.Runtime;

namespace Integrations.Workflows.Expressions;

/// <summary>Limits of a script. Statements and memory are the same on every machine; the wall clock is only the last guard.</summary>
internal static class ScriptLimits
{
    public const int MaxStatements = 50_000;
    public const int MaxMemoryBytes = 16 * 1024 * 1024;
    public const int MaxRecursion = 200;
    public const uint MaxArraySize = 100_000;
    public const int MaxDepth = 48;
    public const int MaxNodes = 100_000;
    public const int MaxTextLength = 1_000_000;
    public const int MaxScriptLength = 100_000;
    public const int MaxMessageLength = 1_000;

    /// <summary>Characters and elements that one evaluation may produce in native calls.</summary>
    public const int MaxWork = 8_000_000;

    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan RegexTimeout = TimeSpan.FromMilliseconds(100);

    public static Options Options { get; } = Make();

    /// <summary>What a script that passed a limit is told; null when the exception is no limit.</summary>
    public static string? Explain(Exception exception) => exception switch
    {
        StatementsCountOverflowException => $"le script dépasse {MaxStatements} instructions",
        MemoryLimitExceededException => $"le script dépasse {MaxMemoryBytes / (1024 * 1024)} Mio de mémoire",
        RecursionDepthOverflowException => $"le script dépasse {MaxRecursion} appels imbriqués",
        System.Text.RegularExpressions.RegexMatchTimeoutException => "une expression régulière du script est trop lente",
        TimeoutException => $"le script dépasse {Timeout.TotalSeconds} secondes",
        JintException => Shortened(exception.Message),
        InsufficientExecutionStackException => "le script est trop profondément imbriqué",
        OutOfMemoryException or OverflowException or ArgumentOutOfRangeException => "le script demande trop de mémoire",
        _ => null,
    };

    /// <summary>A message that a person can read: a script may throw millions of characters.</summary>
    public static string Shortened(string message) => message.Length <= MaxMessageLength ? message : string.Concat(message.AsSpan(0, MaxMessageLength), "…");

    /// <exception cref="ExpressionException">The script is longer than any that a person writes.</exception>
    public static void CheckLength(string script)
    {
        if (script.Length > MaxScriptLength) throw new ExpressionException($"le script a plus de {MaxScriptLength} caractères");
    }

    private static Options Make()
    {
        var options = new Options();
        options.MaxStatements(MaxStatements);
        options.LimitMemory(MaxMemoryBytes);
        options.TimeoutInterval(Timeout);
        options.LimitRecursion(MaxRecursion);
        options.Constraints.RegexTimeout = RegexTimeout;
        options.Constraints.MaxArraySize = MaxArraySize;
        options.Constraints.StackOverflowGuard = true;
        options.DisableStringCompilation();
        options.TimeSystem = new BurstClock();
        return options;
    }
}
