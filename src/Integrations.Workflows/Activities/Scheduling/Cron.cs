using System.Text.Json.Nodes;
using Cronos;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Starts the workflow at the instants of a cron expression, or waits for the next one. Six fields, seconds first (SEMANTICS 21); UTC.</summary>
[Activity("Elsa.Cron", Category = "Scheduling", En = "Cron", Fr = "Calendrier (cron)", DescriptionEn = "Trigger workflow execution at a specific interval using a CRON expression.", DescriptionFr = "Démarre le workflow selon une expression cron à six champs.", Kind = ActivityKind.Trigger)]
public sealed class Cron : Activity
{
    /// <summary>The expression.</summary>
    [Input(En = "Cron expression", Fr = "Expression cron", UIHint = "singleline")]
    public readonly Input<string> CronExpression = new();

    /// <inheritdoc/>
    protected internal override void Bind(ActivityBinder binder)
    {
        if (!CronExpression.IsConstant || CronExpression.Constant is not { Length: > 0 } expression) return;
        if (Parse(expression) is null)
            binder.Problem("cron", "CronExpression", $"« {expression} » n'est pas une expression cron à six champs (secondes d'abord).");
    }

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        if (context.IsTriggerOfStart) return;
        var expression = context.Get(CronExpression) ?? "";
        if (Parse(expression) is not { } cron) context.Fault($"'{expression}' is not a cron expression of six fields.");
        else if (cron.GetNextOccurrence(context.Now.UtcDateTime) is { } next) Waiting.Until(context, "Elsa.Cron", new DateTimeOffset(next), new JsonObject { ["executeAt"] = Waiting.Text(new DateTimeOffset(next)), ["cronExpression"] = expression });
    }

    /// <inheritdoc/>
    protected internal override Trigger? GetTrigger(ActivityContext context) =>
        context.Get(CronExpression) is { } expression && Parse(expression) is not null ? new Trigger { Name = "Elsa.Cron", Cron = expression } : null;

    private static CronExpression? Parse(string expression) =>
        Cronos.CronExpression.TryParse(expression, CronFormat.IncludeSeconds, out var cron) ? cron : null;
}
