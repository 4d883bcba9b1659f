using System.IO.Enumeration;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integrations.Simulators.PartnerAgents;

/// <summary>What someone at a partner does with what arrives in the mailbox.</summary>
public sealed record AgentBehaviour
{
    /// <summary>Address of the mailbox; "*" stands for anything: <c>urbanisme@*</c>.</summary>
    public required string Mailbox { get; init; }

    /// <summary>Name given with the answer.</summary>
    public required string Name { get; init; }

    /// <summary>Only for tasks and mails whose title holds this text, without case; null for all.</summary>
    public string? When { get; init; }

    /// <summary>Never answers.</summary>
    public bool Silent { get; init; }

    /// <summary>Days, on the clock of the mailboxes, between arrival and answer; parts of a day are allowed.</summary>
    public double DelayDays { get; init; }

    /// <summary>Value of the field of the answer, for example <c>Favourable</c>.</summary>
    public string Answer { get; init; } = "Favourable";

    /// <summary>Comment that goes with it.</summary>
    public string Comment { get; init; } = "";
}

/// <summary>All behaviours; for one item the first that fits decides.</summary>
/// <param name="Form">What an answer page looks like.</param>
/// <param name="Agents">The behaviours.</param>
public sealed record AgentBehaviours(AnswerFormNames Form, IReadOnlyList<AgentBehaviour> Agents)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The behaviours of the demonstration, from <c>behaviours.json</c> of this project.</summary>
    public static AgentBehaviours OfTheDemonstration()
    {
        using var stream = typeof(AgentBehaviours).Assembly.GetManifestResourceStream("Integrations.Simulators.behaviours.json")
            ?? throw new InvalidOperationException("The embedded behaviours are missing.");
        return JsonSerializer.Deserialize<AgentBehaviours>(stream, Options)!;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="JsonException">Not JSON, or a property that is not known.</exception>
    public static AgentBehaviours Load(string file) =>
        JsonSerializer.Deserialize<AgentBehaviours>(File.ReadAllBytes(file), Options) ?? throw new JsonException("The file is empty.");

    /// <summary>Whether somebody who answers looks into this mailbox.</summary>
    internal bool Attend(string mailbox) => Agents.Any(agent => !agent.Silent && FileSystemName.MatchesSimpleExpression(agent.Mailbox, mailbox, ignoreCase: true));

    internal AgentBehaviour? For(string mailbox, string title) => Agents.FirstOrDefault(agent =>
        FileSystemName.MatchesSimpleExpression(agent.Mailbox, mailbox, ignoreCase: true)
        && (agent.When is null || title.Contains(agent.When, StringComparison.OrdinalIgnoreCase)));
}

/// <summary>How an answer page is found and filled in.</summary>
/// <param name="Path">How the path of its address begins.</param>
/// <param name="Answer">Field of the answer.</param>
/// <param name="Comment">Field of the comment.</param>
/// <param name="Name">Field of the name of who answers.</param>
public sealed record AnswerFormNames(string Path, string Answer, string Comment, string Name);
