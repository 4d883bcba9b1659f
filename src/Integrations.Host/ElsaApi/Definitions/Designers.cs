using System.Security.Claims;
using Integrations.Host.Access;

namespace Integrations.Host.ElsaApi.Definitions;

/// <summary>Who may change definitions: the same answer as <see cref="Policies.Design"/>, for what is shown.</summary>
internal static class Designers
{
    /// <summary>They may.</summary>
    public static bool MayDesign(this ClaimsPrincipal user) => user.IsInRole(DeskRole.Administrator.Word());
}
