using System.Text.Json.Serialization;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>One line of an installation file: a fact, when and by whom, chained to the line before.</summary>
public sealed record FileEvent
{
    private FileFact? fact;

    /// <summary>Unique id, sortable by time.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the file.</summary>
    public required string FileId { get; init; }

    /// <summary>Position in the file, from 1 without a gap.</summary>
    public required long Sequence { get; init; }

    /// <summary>UTC instant of recording.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Local date of the authority on which the fact counts.</summary>
    public required DateOnly LegalDate { get; init; }

    /// <summary>Who did it.</summary>
    public required Actor Actor { get; init; }

    /// <summary>By which way it came: "form", "desk", "answer-link", "mail", "todo", "api", "paper", "clock", "workflow".</summary>
    public required string Channel { get; init; }

    /// <summary>The fact as JSON, byte for byte as it was sealed: a class that changes later does not break the chain.</summary>
    public required string Payload
    {
        get;
        init
        {
            field = value;
            fact = null;
        }
    }

    /// <summary>Hash of the event before; <see cref="HashChain.Origin"/> for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>SHA-256, lower-case hexadecimal, over all the above.</summary>
    public string Hash { get; init; } = "";

    /// <summary>What happened.</summary>
    /// <exception cref="System.Text.Json.JsonException">The payload is not a known fact.</exception>
    [JsonIgnore]
    public FileFact Fact => fact ??= FileJson.ReadFact(Payload);

    /// <summary>Name of the fact: "CaseReceived", "PiecesRequested"...</summary>
    [JsonIgnore]
    public string Type => Fact.GetType().Name;
}

/// <summary>Who acts.</summary>
/// <param name="Role">"entreprise", "partenaire", "developpeur_economique", "instructeur_ads", "horloge", "workflow".</param>
/// <param name="Id">Account, directory or workflow id; null for a person known only by name.</param>
/// <param name="Name">Name, as shown.</param>
public sealed record Actor(string Role, string? Id = null, string? Name = null)
{
    /// <summary>Time alone.</summary>
    public static Actor Clock { get; } = new("horloge");
}
