using System.ComponentModel.DataAnnotations;
using Integrations.Runtime.Queues.AzureStorage;

namespace Integrations.Host.Settings;

/// <summary>Where it is said that rows wait to be worked.</summary>
public enum QueueProvider
{
    /// <summary>In the memory of the one process that works them.</summary>
    InProcess,

    /// <summary>In a queue of Azure Storage, which any number of processes share.</summary>
    AzureStorage,
}

/// <summary>The queue of work. Section <c>Queues</c>.</summary>
public sealed class QueueSettings : IValidatableObject
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Queues";

    /// <summary>The name that <c>work/function.json</c> has.</summary>
    public const string DefaultName = "work";

    /// <summary>Which queue.</summary>
    public QueueProvider Provider { get; set; } = QueueProvider.InProcess;

    /// <summary>Azure Storage with a key: for development and for storage that is not Azure's.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Azure Storage with the identity of the service: <c>https://ACCOUNT.queue.core.windows.net</c>.</summary>
    public Uri? ServiceUri { get; set; }

    /// <summary>Name of the queue; that of the poison queue is made of it.</summary>
    [RegularExpression("^[a-z0-9](?:-?[a-z0-9]){2,55}$", ErrorMessage = "Queues:Name : des minuscules, des chiffres et des tirets, de 3 à 56 caractères.")]
    public string Name { get; set; } = DefaultName;

    /// <summary>Version of the service, as a date; null: the newest that the library knows. For emulators that lag behind.</summary>
    [RegularExpression(@"^\d{4}-\d{2}-\d{2}$", ErrorMessage = "Queues:ServiceVersion est une date, par exemple 2026-06-06.")]
    public string? ServiceVersion { get; set; }

    /// <summary>
    /// Hints for rows due within this time wait in the queue; later ones are said by the tick when their time has come. Short by default,
    /// because what scales the service out counts hidden messages too. The service allows 7 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "6.23:00:00", ErrorMessage = "Queues:DelayedUpTo va de 0 à moins de 7 jours.")]
    public TimeSpan DelayedUpTo { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Rows that wait too long are said again until so many hints are in the queue. Emulators become slow long before this.</summary>
    [Range(32, 100_000, ErrorMessage = "Queues:Backlog va de 32 à 100 000.")]
    public int Backlog { get; set; } = AzureStorageHints.UsualBacklog;

    /// <summary>Hints worked at the same time by a process of its own. Under Azure Functions <c>host.json</c> says it.</summary>
    [Range(1, 256, ErrorMessage = "Queues:Places va de 1 à 256.")]
    public int Places { get; set; } = new HintReceiverSettings().Places;

    /// <summary>How long a process of its own hides a hint from the others; renewed while it is worked.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "7.00:00:00", ErrorMessage = "Queues:Visibility va de 2 secondes à 7 jours.")]
    public TimeSpan Visibility { get; set; } = new HintReceiverSettings().Visibility;

    /// <summary>How long after a failure a hint is given out again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Queues:RetryAfter va d'une seconde à un jour.")]
    public TimeSpan RetryAfter { get; set; } = new HintReceiverSettings().RetryAfter;

    /// <summary>A hint given out more often than this goes to the poison queue.</summary>
    [Range(1, 100, ErrorMessage = "Queues:MaxDequeueCount va de 1 à 100.")]
    public int MaxDequeueCount { get; set; } = new HintReceiverSettings().MaxDequeueCount;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Provider == QueueProvider.AzureStorage && string.IsNullOrWhiteSpace(ConnectionString) && ServiceUri is null)
            yield return new ValidationResult("Réglez Queues:ServiceUri (identité managée) ou Queues:ConnectionString : l'adresse de la file d'attente (queues.address).");
    }
}
