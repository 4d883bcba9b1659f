using System.Globalization;
using Integrations.Guichet.Desk;
using Integrations.Guichet.Files;
using Integrations.Guichet.Identifiers;
using Integrations.Guichet.Submissions;
using Integrations.Guichet.Territory;
using Integrations.Runtime.Inbox;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Streams;

namespace Integrations.Host.Desk.Messages;

/// <summary>Receives a request that was found admissible: the file gets its number and its first event, and its workflow starts.</summary>
internal sealed class FileReception(StreamTransaction streams, IWorkflowStore store, TimeProvider time)
{
    /// <summary>The workflow that leads a file.</summary>
    public const string Workflow = "installation-file";

    /// <summary>Receives one request; handling the same message again gives the same file.</summary>
    /// <param name="message">The message that brought it.</param>
    /// <param name="request">What the firm wants.</param>
    /// <param name="by">Who acts.</param>
    /// <param name="channel">By which way.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<ReceivedFile> ReceiveAsync(InboxMessage message, InstallationRequest request, Actor by, string channel, CancellationToken cancellation)
    {
        var number = await NumberAsync(message, request, cancellation);
        Refusal? refusal = null;
        var unit = await streams.RunAsync<DeskSession>(
            number,
            desk =>
            {
                desk.Acts.ActAs(by, channel);
                refusal = desk.Acts.Receive(number, number, request, message.ReceivedAt);
                return UnitOfWork.Empty;
            },
            cancellation);
        if (refusal is not null) return new ReceivedFile(number, UnitOfWork.Empty, refusal);
        var start = new StartInstance(Workflow, $"{number}-file") { CorrelationId = number };
        return new ReceivedFile(number, unit with { Messages = [.. unit.Messages, start.ToMessage(new DedupeKey("start", number), time.GetUtcNow())] });
    }

    /// <summary>
    /// The number that the sender gave, if it is free; else one made from the year, the department and the number of the delivery, so that
    /// handling the same delivery again gives the same number.
    /// </summary>
    private async Task<string> NumberAsync(InboxMessage message, InstallationRequest request, CancellationToken cancellation)
    {
        if (request.Id is { } given && FileNumber.IsValid(given) && (await store.ReadStreamAsync(given, 0, cancellation)).Events.Count == 0)
            return given;
        var department = request.Sites is [{ CommuneInsee: { } insee }, ..] && CommuneCode.TryParse(insee, out var code, out _)
            ? TerritoryTable.Current.Find(code)?.Department.Code ?? "00"
            : "00";
        for (var sequence = message.Id; ; sequence++)
        {
            var number = FileNumber.Of(message.ReceivedAt.Year, department, sequence);
            if ((await store.ReadStreamAsync(number, 0, cancellation)).Events.Count == 0) return number;
        }
    }
}

/// <summary>What came of a reception.</summary>
/// <param name="Number">Number of the file.</param>
/// <param name="Unit">What is to be written; nothing when it was refused.</param>
/// <param name="Refusal">Why there is no file.</param>
internal sealed record ReceivedFile(string Number, UnitOfWork Unit, Refusal? Refusal = null);

/// <summary>IMP-year-department-sequence.</summary>
internal static partial class FileNumber
{
    public static bool IsValid(string text) => Pattern().IsMatch(text);

    public static string Of(int year, string department, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"IMP-{year:D4}-{department}-{sequence % 1_000_000:D6}");

    [System.Text.RegularExpressions.GeneratedRegex(@"^IMP-\d{4}-(\d{2}|2A|2B|97\d)-\d{6}$")]
    private static partial System.Text.RegularExpressions.Regex Pattern();
}
