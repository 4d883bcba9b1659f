using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Integrations.Guichet.Files;

/// <summary>Tamper evidence: each event holds the hash of the one before.</summary>
public static class HashChain
{
    /// <summary>What stands before the first event.</summary>
    public const string Origin = "0000000000000000000000000000000000000000000000000000000000000000";

    /// <summary>The event with its hash.</summary>
    public static FileEvent Seal(FileEvent fileEvent)
    {
        ArgumentNullException.ThrowIfNull(fileEvent);
        return fileEvent with { Hash = HashOf(fileEvent) };
    }

    /// <summary>The first place where the chain does not hold, or null when it does.</summary>
    public static BrokenLink? Verify(IEnumerable<FileEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var previousHash = Origin;
        var expectedSequence = 1L;
        string? fileId = null;
        foreach (var fileEvent in events)
        {
            fileId ??= fileEvent.FileId;
            if (fileEvent.Sequence != expectedSequence)
                return new(
                    fileEvent.Sequence, "chain.gap", $"L'événement {expectedSequence} manque : le suivant porte le numéro {fileEvent.Sequence}.");
            if (fileEvent.FileId != fileId)
                return new(fileEvent.Sequence, "chain.other_file", $"L'événement {fileEvent.Sequence} appartient à un autre dossier.");
            if (fileEvent.PreviousHash != previousHash)
                return new(fileEvent.Sequence, "chain.previous", $"L'événement {fileEvent.Sequence} ne suit pas celui qui le précède.");
            if (fileEvent.Hash != HashOf(fileEvent))
                return new(fileEvent.Sequence, "chain.content", $"Le contenu de l'événement {fileEvent.Sequence} a été modifié.");
            previousHash = fileEvent.Hash;
            expectedSequence++;
        }
        return null;
    }

    // A length before each part: no two different events have the same bytes.
    private static string HashOf(FileEvent fileEvent)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in Parts(fileEvent))
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{bytes.Length}:")));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string[] Parts(FileEvent fileEvent) =>
    [
        fileEvent.PreviousHash,
        fileEvent.FileId,
        fileEvent.Sequence.ToString(CultureInfo.InvariantCulture),
        fileEvent.Id,
        fileEvent.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        fileEvent.LegalDate.ToString("O", CultureInfo.InvariantCulture),
        fileEvent.Actor.Role,
        fileEvent.Actor.Id ?? "",
        fileEvent.Actor.Name ?? "",
        fileEvent.Channel,
        fileEvent.Payload,
    ];
}

/// <summary>Where and why a chain of events does not hold.</summary>
/// <param name="Sequence">Number of the first event that is wrong.</param>
/// <param name="Code">Stable code: chain.gap, chain.other_file, chain.previous, chain.content.</param>
/// <param name="Message">French sentence.</param>
public sealed record BrokenLink(long Sequence, string Code, string Message);
