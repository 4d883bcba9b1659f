using System.ComponentModel.DataAnnotations;

namespace Integrations.Host.HttpWorkflows;

/// <summary>How requests reach workflows. Section <c>HttpWorkflows</c>.</summary>
public sealed class HttpWorkflowSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "HttpWorkflows";

    /// <summary>Addresses of workflows begin with it: Elsa's default.</summary>
    [RegularExpression("^/[^{}]*[^/{}]$", ErrorMessage = "HttpWorkflows:BasePath commence par une barre oblique et n'en a pas à la fin.")]
    public string BasePath { get; set; } = "/workflows";

    /// <summary>Largest body that is read, in bytes; a workflow may ask for less. What is read stands in the database until it is handled.</summary>
    [Range(1, 100_000_000, ErrorMessage = "HttpWorkflows:MaxRequestBytes va de 1 à 100 000 000 octets.")]
    public long MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>How long a caller waits for a workflow that is still at work, unless its address says otherwise.</summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
