using System.ComponentModel.DataAnnotations;
using Azure.Identity;
using Azure.Storage.Queues;
using Integrations.Host.Hosting;
using Integrations.Host.Settings;
using Integrations.Runtime.Queues;
using Integrations.Runtime.Queues.AzureStorage;

namespace Integrations.Host.Queues;

/// <summary>Puts the queue of work into the service.</summary>
internal static class QueueServices
{
    /// <summary>Reads the section.</summary>
    /// <exception cref="ArgumentException">It is wrong; the message says what to set.</exception>
    public static QueueSettings Settings(IConfiguration configuration)
    {
        var settings = new QueueSettings();
        try
        {
            configuration.GetSection(QueueSettings.Section).Bind(settings);
        }
        catch (InvalidOperationException wrong)
        {
            throw new ArgumentException($"La section Queues ne se lit pas (queues.settings) : {wrong.Message}", wrong);
        }

        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(settings, new ValidationContext(settings), problems, validateAllProperties: true)
            ? settings
            : throw new ArgumentException(string.Join(' ', problems.Select(problem => problem.ErrorMessage)));
    }

    /// <summary>Adds the queue; nothing where the one in the process is enough.</summary>
    /// <param name="services">The services.</param>
    /// <param name="settings">The section.</param>
    /// <param name="received">Whether this process takes hints itself; false: somebody else hands them to it.</param>
    public static void AddQueues(this IServiceCollection services, QueueSettings settings, bool received)
    {
        if (settings.Provider == QueueProvider.InProcess) return;
        services.AddSingleton(settings);
        services.AddSingleton(_ => AzureStorageQueues.In(Connect(settings), settings.Name));
        services.AddSingleton<IWorkHints>(provider => new AzureStorageHints(
            provider.GetRequiredService<AzureStorageQueues>().Work, settings.DelayedUpTo, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<AzureStorageHints>>(), settings.Backlog));
        services.AddSingleton<QueueUpkeep>();
        if (received) services.AddBackgroundWork<QueueService>();
    }

    private static QueueServiceClient Connect(QueueSettings settings)
    {
        var options = AzureStorageQueues.Options(settings.ServiceVersion is { } version
            ? Enum.Parse<QueueClientOptions.ServiceVersion>("V" + version.Replace('-', '_'))
            : null);
        return settings.ServiceUri is { } address
            ? new QueueServiceClient(address, new DefaultAzureCredential(), options)
            : new QueueServiceClient(settings.ConnectionString, options);
    }
}
