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

    /// <summary>To see by GET and to act by any other method. It holds for every endpoint that asks for nothing and is not said to be open.</summary>
    public const string Desk = "Desk";

    private static readonly AuthorizationPolicy SeeOrAct = new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.User.Member()?.Role >= (IsSeeing(context.Resource) ? DeskRole.Reader : DeskRole.CaseWorker))
        .Build();

    /// <summary>Adds them.</summary>
    internal static void AddTo(AuthorizationBuilder authorization) => authorization
        .AddPolicy(Read, policy => policy.RequireAssertion(context => context.User.Member()?.Role >= DeskRole.Reader))
        .AddPolicy(Operate, policy => policy.RequireAssertion(context => context.User.Member()?.Role >= DeskRole.CaseWorker))
        .AddPolicy(Design, policy => policy.RequireAssertion(context => context.User.Member()?.Role >= DeskRole.Administrator))
        .AddPolicy(Desk, SeeOrAct)
        .SetDefaultPolicy(SeeOrAct)
        .SetFallbackPolicy(SeeOrAct);

    private static bool IsSeeing(object? resource) =>
        resource is HttpContext { Request.Method: var method } && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method));
}
