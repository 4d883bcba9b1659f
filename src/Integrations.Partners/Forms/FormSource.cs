using Integrations.Partners.Webhooks;

namespace Integrations.Partners.Forms;

/// <summary>
/// One source of forms, as an administrator describes it in <c>workflows/forms/NAME.json</c>: how its deliveries are signed,
/// what makes a delivery unique, and where each answer goes in the installation file.
/// </summary>
public sealed record FormSource
{
    /// <summary>Name in the address <c>/webhooks/forms/{name}</c>; the name of the file.</summary>
    public required string Name { get; init; }

    /// <summary>Name for people, in French.</summary>
    public required string Title { get; init; }

    /// <summary>Channel noted in the file (<c>source.channel</c>).</summary>
    public required string Channel { get; init; }

    /// <summary>How deliveries are proved genuine.</summary>
    public required SignatureScheme Signature { get; init; }

    /// <summary>Key of the setting that holds the secret; see <see cref="WebhookSecrets.FromConfiguration"/>.</summary>
    public required string SecretKey { get; init; }

    /// <summary>How the body is written.</summary>
    public required BodyFormat Body { get; init; }

    /// <summary>What a delivery means.</summary>
    public required FormPurpose Purpose { get; init; }

    /// <summary>Pointers whose values, joined by "|", make a delivery unique within the source. When one is absent the digest of the body does.</summary>
    public required IReadOnlyList<JsonPath> DedupeKey { get; init; }

    /// <summary>Fields that hold JSON written as text (Jotform: <c>/rawRequest</c>); they are opened before anything else reads the body.</summary>
    public IReadOnlyList<JsonPath> EmbeddedJson { get; init; } = [];

    /// <summary>Where the answers stand in the body.</summary>
    public AnswerPlace Answers { get; init; } = new AnswerPlace.Properties(JsonPath.Root, null);

    /// <summary>Values that every file of this source has, by target.</summary>
    public IReadOnlyList<MappingConstant> Constants { get; init; } = [];

    /// <summary>Where each answer goes.</summary>
    public IReadOnlyList<FieldMapping> Fields { get; init; } = [];
}

/// <summary>How a body is written.</summary>
public enum BodyFormat
{
    /// <summary>application/json, UTF-8.</summary>
    Json,

    /// <summary>application/x-www-form-urlencoded.</summary>
    UrlEncoded,

    /// <summary>multipart/form-data; files inside are left out.</summary>
    Multipart,
}

/// <summary>What a delivery means.</summary>
public enum FormPurpose
{
    /// <summary>Answers to a form, mapped field by field to an installation file.</summary>
    Answers,

    /// <summary>The installation file itself, in our own JSON.</summary>
    Canonical,

    /// <summary>Word that something changed at the sender's, to be read there (Démarche Numérique).</summary>
    Hint,
}

/// <summary>Where the answers of a form stand in its body.</summary>
public abstract record AnswerPlace
{
    private AnswerPlace()
    {
    }

    /// <summary>An object with one property per answer.</summary>
    /// <param name="At">The object.</param>
    /// <param name="IgnoredPrefix">What to leave out at the start of a name (Jotform numbers its questions: <c>q3_siret</c>), as a regular expression.</param>
    public sealed record Properties(JsonPath At, System.Text.RegularExpressions.Regex? IgnoredPrefix) : AnswerPlace;

    /// <summary>A list with one object per answer.</summary>
    /// <param name="At">The list.</param>
    /// <param name="Names">In each object, the pointers to the names by which a mapping may call the answer (label, reference).</param>
    /// <param name="Value">Pointer to the value; null when <paramref name="ValueNamedBy"/> says its name.</param>
    /// <param name="ValueNamedBy">Pointer to the name of the property that holds the value (Typeform: <c>/type</c>).</param>
    /// <param name="Options">Pointer to the list of {id, text} when the value is a list of ids (Tally).</param>
    public sealed record Items(JsonPath At, IReadOnlyList<JsonPath> Names, JsonPath? Value, JsonPath? ValueNamedBy, JsonPath? Options) : AnswerPlace;
}

/// <summary>A value that every file of a source has.</summary>
/// <param name="To">Target in the file.</param>
/// <param name="Value">The value.</param>
public sealed record MappingConstant(JsonPath To, System.Text.Json.Nodes.JsonNode Value);

/// <summary>Where one answer goes.</summary>
public sealed record FieldMapping
{
    /// <summary>Names of the answer, the first that is there wins: label, reference, a pointer from the root of the body, or <c>$receivedAt</c>, <c>$dedupeKey</c>.</summary>
    public required IReadOnlyList<string> From { get; init; }

    /// <summary>Target in the file; a last segment "-" adds to a list.</summary>
    public required JsonPath To { get; init; }

    /// <summary>How the answer is read.</summary>
    public required FieldConverter Converter { get; init; }

    /// <summary>Without it the delivery is put in quarantine.</summary>
    public bool Required { get; init; }
}
