using Integrations.Host.Api;
using Integrations.Host.Portal.Language;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Integrations.Host.Hosting.Interruptions;

/// <summary>Why the service cannot do what is asked for just now, for machines and for people.</summary>
/// <param name="ComeAgain">When to ask again.</param>
/// <param name="Problem">What a machine is told.</param>
/// <param name="Title">What a person reads first.</param>
/// <param name="Advice">What to do. For one who has sent a form another sentence follows, about what he has written.</param>
internal sealed record Interruption(TimeSpan ComeAgain, ProblemHttpResult Problem, Text Title, Text Advice)
{
    /// <summary>The service starts, or waits for its store.</summary>
    public static Interruption Starting { get; } = new(TimeSpan.FromSeconds(30), Problems.Starting(), InterruptionWords.StartTitle, InterruptionWords.StartAdvice);

    /// <summary>The store does not answer; nothing was written.</summary>
    public static Interruption StoreSilent { get; } = new(TimeSpan.FromSeconds(30), Problems.StoreSilent(), InterruptionWords.SilentTitle, InterruptionWords.SilentAdvice);

    /// <summary>The store was lost over something that it may have written.</summary>
    public static Interruption Unsure { get; } = new(TimeSpan.FromSeconds(30), Problems.StoreSilent(), InterruptionWords.SilentTitle, InterruptionWords.UnsureAdvice);

    /// <summary>Too much waits for the store already. A queue that is written again is empty within seconds.</summary>
    public static Interruption Busy { get; } = new(TimeSpan.FromSeconds(5), Problems.Busy(), InterruptionWords.BusyTitle, InterruptionWords.SilentAdvice);
}
