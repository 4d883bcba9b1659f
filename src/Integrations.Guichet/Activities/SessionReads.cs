using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Workflows.Execution;

namespace Integrations.Guichet.Activities;

/// <summary>Reads that an activity cannot do without.</summary>
internal static class SessionReads
{
    /// <summary>The procedure with this key.</summary>
    /// <exception cref="ActivityFaultException">The file has none.</exception>
    public static ProcedureState RequireProcedure(this DeskSession desk, ActivityContext context, string? key)
    {
        if (desk.File.Procedure(key) is { } procedure) return procedure;
        context.Fault($"Le dossier n'a pas de procédure « {key} ». Donnez à l'activité la clé reçue en entrée du workflow.");
        return null!;
    }

    /// <summary>The task with this id.</summary>
    /// <exception cref="ActivityFaultException">The file has none.</exception>
    public static PartnerTask RequireTask(this DeskSession desk, ActivityContext context, string? id)
    {
        if (desk.File.TaskOf(id) is { } task) return task;
        context.Fault($"Le dossier n'a pas de tâche « {id} ». Donnez à l'activité la tâche rendue par « Poster une tâche ».");
        return null!;
    }
}
