using System.ComponentModel.DataAnnotations;

namespace Integrations.Host.Functions;

/// <summary>This service under Azure Functions. Section <c>Functions</c>.</summary>
public sealed class FunctionsSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Functions";

    /// <summary>
    /// Time for one invocation. Well below <c>functionTimeout</c> of <c>host.json</c> (10 minutes): there the host kills the whole process, with
    /// everything else that is in work.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:09:00", ErrorMessage = "Functions:Deadline va d'une seconde à 9 minutes, sous le functionTimeout de host.json.")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromMinutes(4);

    /// <summary>
    /// Header in which the front of Azure says who calls, and which it writes over when a caller sends one (<c>CLIENT-IP</c> of App Service,
    /// <c>X-Azure-ClientIP</c> where Front Door is the only way in); null: what the host says, which may be the front itself.
    /// </summary>
    [RegularExpression("[A-Za-z0-9-]+", ErrorMessage = "Functions:CallerHeader est le nom d'un en-tête, par exemple CLIENT-IP.")]
    public string? CallerHeader { get; set; }
}
