using Integrations.Host.Access;
using Microsoft.AspNetCore.Authorization;

namespace Integrations.Host.Portal.Pages;

/// <summary>The designer of workflows: Elsa Studio in a frame of ours. What is shown follows from the address, in the browser.</summary>
[Authorize(Policies.Read)]
public sealed class AtelierModel : PortalPage;
