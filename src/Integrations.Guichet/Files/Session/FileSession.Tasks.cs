using System.Diagnostics.CodeAnalysis;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>A task for a partner.</summary>
/// <param name="TaskId">Id of the task, given by the caller so that a retry does not ask twice.</param>
/// <param name="PartnerId">Directory id.</param>
/// <param name="PartnerName">Its name, as shown.</param>
/// <param name="Role">Its role in the file.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Question">The question, in French.</param>
public sealed record TaskRequest(string TaskId, string PartnerId, string PartnerName, string Role, TaskKind Kind, string Question)
{
    /// <summary>Key of the procedure that it belongs to.</summary>
    public string? Procedure { get; init; }

    /// <summary>How long the partner has from today; null with <see cref="DueOn"/> null: no answer is due.</summary>
    public Period? Within { get; init; }

    /// <summary>The last day itself, instead of a length.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>What silence means after the last day.</summary>
    public SilenceMeaning Silence { get; init; }

    /// <summary>Id of the task that this one takes over.</summary>
    public string? InPlaceOf { get; init; }
}

public sealed partial class FileSession
{
    /// <summary>Asks a partner.</summary>
    public Refusal? SendTask(TaskRequest task)
    {
        ArgumentNullException.ThrowIfNull(task);
        if (!IsOpen(out var refusal))
            return refusal;
        if (File.TaskOf(task.TaskId) is { } existing)
            return existing.PartnerId == task.PartnerId
                ? Done
                : new Refusal("task.exists", $"La tâche {task.TaskId} est déjà confiée à {existing.PartnerName}.");
        if (task.Procedure is { } key && File.Procedure(key) is null)
            return new("procedure.unknown", $"La procédure {key} n'est pas ouverte dans ce dossier.");
        var place = File.Procedure(task.Procedure)?.Place ?? Here;
        var today = place.DateOf(context.Now);
        var due = task.DueOn ?? task.Within?.Evaluate(today, place.Zone).LastDay;
        if (due is null && task.Silence != SilenceMeaning.None)
            return new("task.silence", "Le silence n'a de sens qu'après un dernier jour : indiquez un délai.");
        Append(new PartnerTaskSent(task.PartnerId, task.PartnerName, task.Role, task.Kind, task.Question, today, due, task.Silence)
        {
            TaskId = task.TaskId,
            Procedure = task.Procedure,
            InPlaceOf = task.InPlaceOf,
        }, today);
        return Done;
    }

    /// <summary>
    /// Notes that the link or the task was opened. Mail scanners open every link: a GET only says "livrée"; pass <paramref name="byPerson"/>
    /// when a person is known to have read it.
    /// </summary>
    public Refusal? MarkTaskSeen(string taskId, bool byPerson = false)
    {
        if (!FindTask(taskId, out var task, out var refusal))
            return refusal;
        if (task.Status == PartnerTaskStatus.Sent || (byPerson && task.Status == PartnerTaskStatus.Delivered))
            Append(new PartnerTaskSeen(byPerson) { TaskId = taskId });
        return Done;
    }

    /// <summary>
    /// Takes a partner's answer. The first one wins; the same one again changes nothing. After the silence had its effect the answer is kept
    /// for information and nothing is rewritten. "Not competent" closes the task: the file must be sent on (CRPA L114-2).
    /// </summary>
    public Refusal? AnswerTask(string taskId, PartnerAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        if (!FindTask(taskId, out _, out var refusal))
            return refusal;
        RunAgenda();
        var task = File.TaskOf(taskId)!;
        // Received by a clock that was set back since the question left: it counts on the day of the question.
        if (answer.On < task.SentOn) answer = answer with { On = task.SentOn };
        switch (task.Status)
        {
            case PartnerTaskStatus.Answered when IsSame(task.Answer!, answer):
                return Done;
            case PartnerTaskStatus.Answered:
                return new("task.answered", $"Une réponse a déjà été donnée le {task.Answer!.On.InWords()} par {task.Answer.By}.");
            case PartnerTaskStatus.Deemed:
                KeepLate(task, answer);
                return Done;
            case PartnerTaskStatus.Cancelled:
                // Nobody awaits it any more; it is kept for information, and a person looks when a silence has spoken meanwhile.
                if (File.Procedure(task.Procedure)?.SilenceEffect is { } effect && answer.On <= effect.LastDay)
                    KeepLate(task, answer);
                else if (!task.LateAnswers.Exists(late => IsSame(late, answer)))
                    Append(new PartnerTaskAnsweredLate(answer) { TaskId = taskId }, answer.On);
                return Done;
            default:
                Append(new PartnerTaskAnswered(answer) { TaskId = taskId }, answer.On);
                return Done;
        }
    }

    // An answer dated within the period but typed in after the silence spoke: only a person can say which one stands.
    private void KeepLate(PartnerTask task, PartnerAnswer answer)
    {
        if (task.LateAnswers.Exists(late => IsSame(late, answer)))
            return;
        Append(new PartnerTaskAnsweredLate(answer) { TaskId = task.Id }, answer.On);
        if (answer.On <= task.DueOn)
            OpenCheck(
                CheckKind.Contradiction,
                $"Réponse de {task.PartnerName} datée du {answer.On.InWords()}, dans le délai, mais reçue après : dire si elle vaut",
                File.Procedure(task.Procedure)?.AuthorityRole ?? "developpeur_economique", task.Procedure, task.Id);
    }

    /// <summary>Notes a reminder that left by hand; those of the agenda leave by themselves.</summary>
    public Refusal? RemindTask(string taskId)
    {
        if (!FindOpenTask(taskId, out _, out var refusal))
            return refusal;
        Append(new PartnerTaskReminded(Today, null) { TaskId = taskId });
        return Done;
    }

    /// <summary>Hands the task to someone above.</summary>
    public Refusal? EscalateTask(string taskId, string to, string reason)
    {
        if (!FindOpenTask(taskId, out var task, out var refusal))
            return refusal;
        if (task.EscalatedTo != to)
            Append(new PartnerTaskEscalated(Today, to, reason) { TaskId = taskId });
        return Done;
    }

    /// <summary>The answer is not awaited any more.</summary>
    public Refusal? CancelTask(string taskId, string reason)
    {
        if (!FindTask(taskId, out var task, out var refusal))
            return refusal;
        if (task.IsOpen)
            Append(new PartnerTaskCancelled(reason) { TaskId = taskId });
        return Done;
    }

    private bool FindTask(string taskId, [NotNullWhen(true)] out PartnerTask? task, [NotNullWhen(false)] out Refusal? refusal)
    {
        task = File.TaskOf(taskId);
        refusal = Seal;
        if (task is null)
            refusal = new("task.unknown", "Cette tâche n'existe pas.");
        return task is not null && refusal is null;
    }

    private bool FindOpenTask(string taskId, [NotNullWhen(true)] out PartnerTask? task, [NotNullWhen(false)] out Refusal? refusal)
    {
        if (FindTask(taskId, out task, out refusal) && !task.IsOpen)
            refusal = new("task.ended", $"La tâche confiée à {task.PartnerName} est déjà {task.Status.InFrench()}.");
        return refusal is null;
    }

    private static bool IsSame(PartnerAnswer one, PartnerAnswer other) =>
        one.Kind == other.Kind && one.By == other.By && one.Comment == other.Comment;
}
