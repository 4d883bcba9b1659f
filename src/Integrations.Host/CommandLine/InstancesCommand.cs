using System.CommandLine;

namespace Integrations.Host.CommandLine;

/// <summary>Looks after running workflows. The service is stopped meanwhile, since one process at a time works on a store.</summary>
internal static class InstancesCommand
{
    public static Command Create() => new("instances", "Les workflows en cours : liste, reprise, annulation, changement de version (service arrêté).")
    {
        ListInstancesCommand.Create(),
        MigrateInstancesCommand.Create(),
        InstanceActsCommand.CreateRetry(),
        InstanceActsCommand.CreateCancel(),
    };
}
