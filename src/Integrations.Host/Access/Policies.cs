using Microsoft.AspNetCore.Authorization;

namespace Integrations.Host.Access;

/// <summary>Names of the policies that endpoints ask for: <c>RequireAuthorization(Policies.Design)</c>.</summary>
public static class Policies
{
    /// <summary>To see: reader, case worker, administrator.</summary>
    public const string Read = "Read";

    /// <summary>To act on files and on running workflows: case worker, administrator.</summary>
    public const string Operate = "Operate";

    /// <summary>To change definitions: administrator.</summary>
    public const string Design = "Design";

    /// <summary>Adds the three.</summary>
    internal static void AddTo(AuthorizationBuilder authorization) => authorization
        .AddPolicy(Read, policy => policy.RequireRole(AtLeast(DeskRole.Reader)))
        .AddPolicy(Operate, policy => policy.RequireRole(AtLeast(DeskRole.CaseWorker)))
        .AddPolicy(Design, policy => policy.RequireRole(AtLeast(DeskRole.Administrator)));

    private static IEnumerable<string> AtLeast(DeskRole least) => Enum.GetValues<DeskRole>().Where(role => role >= least).Select(role => role.Word());
}
