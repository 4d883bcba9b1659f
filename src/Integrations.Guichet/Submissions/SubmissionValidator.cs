using Integrations.Guichet.Planning;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Submissions;

/// <summary>
/// Checks a file field by field. Only what is present is checked, and the least that a file needs to begin: who (a SIRET, or a
/// firm in creation with a name) and where (a commune). A file without a <see cref="Severity.Reject"/> can be planned.
/// </summary>
public static class SubmissionValidator
{
    /// <summary>All findings, in the order of the file; none for a file in which nothing is wrong.</summary>
    /// <param name="request">Content of the file.</param>
    /// <param name="rules">Nomenclatures and lists.</param>
    /// <param name="territory">Communes.</param>
    /// <param name="today">Local date of the desk, for the dates that must lie ahead.</param>
    public static IReadOnlyList<Finding> Validate(
        InstallationRequest request, GuichetRules rules, TerritoryTable territory, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(territory);
        return
        [
            .. EnvelopeChecks.Of(request),
            .. FirmChecks.Of(request, rules),
            .. ProjectChecks.Of(request, today),
            .. SiteChecks.Of(request, territory),
            .. WorksChecks.Of(request),
            .. EnvironmentChecks.Of(request, rules),
            .. DocumentChecks.Of(request),
        ];
    }

    /// <summary>True when nothing must be corrected before the file can go on.</summary>
    public static bool IsAccepted(IEnumerable<Finding> findings) => findings.All(finding => finding.Severity != Severity.Reject);
}
