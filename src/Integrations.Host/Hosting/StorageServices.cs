using System.ComponentModel.DataAnnotations;
using Azure.Core;
using Azure.Identity;
using Integrations.Host.Settings;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Integrations.Runtime.Stores.Sqlite;

namespace Integrations.Host.Hosting;

/// <summary>Puts the store into the service.</summary>
internal static class StorageServices
{
    /// <summary>What a token for a database of Azure is asked for.</summary>
    private static readonly TokenRequestContext Databases = new(["https://ossrdbms-aad.database.windows.net/.default"]);

    /// <summary>Reads the section.</summary>
    /// <exception cref="ArgumentException">It is wrong; the message says what to set.</exception>
    public static StorageSettings Settings(IConfiguration configuration)
    {
        var settings = new StorageSettings();
        try
        {
            configuration.GetSection(StorageSettings.Section).Bind(settings);
        }
        catch (InvalidOperationException wrong)
        {
            throw new ArgumentException($"La section Storage ne se lit pas (storage.settings) : {wrong.Message}", wrong);
        }

        var problems = new List<ValidationResult>();
        return Validator.TryValidateObject(settings, new ValidationContext(settings), problems, validateAllProperties: true)
            ? settings
            : throw new ArgumentException(string.Join(' ', problems.Select(problem => problem.ErrorMessage)));
    }

    /// <summary>Adds the store.</summary>
    public static void AddStorage(this IServiceCollection services, StorageSettings settings) =>
        services.AddSingleton<IWorkflowStore>(provider => settings.Provider == StorageProvider.PostgreSql
            ? PostgresWorkflowStore.In(ToPostgres(settings), provider.GetRequiredService<ILoggerFactory>().CreateLogger<PostgresWorkflowStore>())
            : SqliteWorkflowStore.OpenFile(provider.GetRequiredService<ServiceSettings>().DatabaseFile));

    /// <summary>The same in the words of the store.</summary>
    public static PostgresSettings ToPostgres(StorageSettings settings) => new()
    {
        ConnectionString = settings.ConnectionString!,
        MaxConnections = settings.Connections,
        TransactionPooling = settings.TransactionPooling,
        Migrate = settings.Migrate,
        Password = settings.UsesIdentity ? Token() : null,
    };

    /// <summary>The credential keeps a token as long as it is good.</summary>
    private static Func<CancellationToken, ValueTask<string>> Token()
    {
        var credential = new DefaultAzureCredential();
        return async cancellation => (await credential.GetTokenAsync(Databases, cancellation)).Token;
    }
}
