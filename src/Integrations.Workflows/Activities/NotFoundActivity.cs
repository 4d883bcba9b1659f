using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>Stands for an activity whose type is unknown: the definition stays readable, the fault comes when it is reached (recording x02).</summary>
internal sealed class NotFoundActivity(string type) : Activity
{
    protected internal override void Execute(ActivityContext context) =>
        context.Fault($"Activity type '{type}' version '0' could not be found.");
}
