using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>The partner's page: one question, only what it needs of the file.</summary>
public static class AnswerPages
{
    /// <summary>The page of a task.</summary>
    /// <param name="file">The file.</param>
    /// <param name="task">One of its tasks.</param>
    /// <param name="given">Instant of the answer, if one counts.</param>
    /// <param name="today">Local date of the desk.</param>
    /// <param name="desk">Who helps when no person is named for the file.</param>
    public static AnswerPage Of(InstallationFile file, PartnerTask task, DateTimeOffset? given, DateOnly today, HelpContact desk) => new(
        today,
        file.Number,
        task.PartnerName,
        Text.Same(task.Question),
        [.. ProjectTexts.Facts(file, withPeople: false)],
        [.. ProjectTexts.Parcels(file)],
        task.DueOn,
        SilenceOf(task),
        Late: !task.IsOpen || task.DueOn < today,
        task.Answer is { } answer && given is { } at
            ? new GivenAnswer(answer.Kind, answer.Comment, at, task.DueOn >= today ? task.DueOn : null)
            : null,
        TrackingPages.HelpOf(file, desk));

    private static Text SilenceOf(PartnerTask task) => task switch
    {
        { Silence: SilenceMeaning.None } or { SilenceFrom: null } => new Text(
            "nous vous relancerons, puis nous appellerons.", "we will remind you, then call."),
        { SilenceFrom: { } from } => new Text(
            $"{DomainTexts.Of(task.Silence).French} le {Dates.Long(from).French}.", $"{DomainTexts.Of(task.Silence).English} on {Dates.Long(from).English}."),
    };
}
