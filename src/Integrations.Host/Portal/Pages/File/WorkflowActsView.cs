using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Pages;

/// <summary>The small form that retries or cancels one workflow, with a reason.</summary>
public sealed record WorkflowActsView(StoppedWorkflowRow Workflow, bool ReasonMissing);
