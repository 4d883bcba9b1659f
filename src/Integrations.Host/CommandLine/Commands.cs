using System.CommandLine;
using Integrations.Host.Hosting;

namespace Integrations.Host.CommandLine;

/// <summary>The command line. Without a command the host runs.</summary>
internal static class Commands
{
    /// <summary>Runs what the arguments ask for.</summary>
    /// <returns>0 only when all is well; 1 when the thing asked for is not; 2 when the call itself is wrong.</returns>
    public static Task<int> RunAsync(string[] arguments)
    {
        var demo = new Option<bool>("--demo") { Description = "Partenaires simulés, dossiers d'exemple et horloge accélérée." };
        var root = new RootCommand("Guichet unique de l'industrie : sans commande, démarre le service.")
        {
            // What the command line does not know belongs to ASP.NET: --urls, --environment, --Section:Key=value.
            TreatUnmatchedTokensAsErrors = false,
        };
        root.Add(demo);
        root.SetAction((parsed, cancellation) => GuichetHost.RunAsync([.. parsed.UnmatchedTokens], parsed.GetValue(demo), cancellation));
        root.Add(PlanCommand.Create());
        root.Add(DeadlinesCommand.Create());
        root.Add(SimulateCommand.Create());
        root.Add(VerifyCommand.Create());
        root.Add(SendCommand.Create());
        root.Add(SendSampleCommand.Create());
        root.Add(WorkflowsCommand.Create());
        root.Add(InstancesCommand.Create());
        root.Add(RetentionCommand.Create());
        root.Add(KeysCommand.Create());
        root.Add(StorageCommand.Create());
        return root.Parse(arguments).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = StopTimes.Process });
    }
}
