using Integrations.Host.HttpWorkflows;
using Microsoft.Extensions.Options;

namespace Integrations.Host.Hosting;

/// <summary>
/// The pages of the desk are closed to the open internet: they answer only in Development or in a demonstration, or where the setting
/// <c>Portal:OpenToEveryone</c> says that something in front of this service signs people in. Links of firms and partners, webhooks,
/// health and assets stay open, and so do the addresses of workflows, each of which says itself whom it serves.
/// </summary>
internal sealed class SignInGate(RequestDelegate next, IHostEnvironment environment, IConfiguration configuration, IOptions<HttpWorkflowSettings> workflows)
{
    private static readonly PathString[] Open = ["/suivi", "/reponse", "/webhooks", "/health", "/assets", "/erreur"];

    /// <summary>Marks a request that passed only because its address is open to all: nobody vouches for who sends it.</summary>
    public const string Stranger = "stranger";

    /// <summary>Lets the request through, or answers 403.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        if (environment.IsDevelopment() || configuration.GetValue<bool>("Portal:OpenToEveryone")) return next(context);
        if (Open.Append(workflows.Value.BasePath).Any(path => context.Request.Path.StartsWithSegments(path)))
        {
            context.Items[Stranger] = true;
            return next(context);
        }

        // Without a body: the page of errors says it in words.
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }
}
