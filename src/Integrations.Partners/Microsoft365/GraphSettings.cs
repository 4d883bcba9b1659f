namespace Integrations.Partners.Microsoft365;

/// <summary>How Microsoft Graph is reached (section <c>Microsoft365</c> of the settings).</summary>
public sealed record GraphSettings
{
    /// <summary>Root of the API, the simulator's or the real one.</summary>
    public Uri BaseUrl { get; init; } = new("https://graph.microsoft.com/v1.0");

    /// <summary>
    /// Azure: managed identity or the developer's sign-in (Azure.Identity), with the application permissions Tasks.ReadWrite.All and
    /// Mail.ReadWrite, Mail.Send, restricted to the mailboxes of the desk and of consenting partners. None: for the simulator only.
    /// </summary>
    public GraphCredential Credential { get; init; } = GraphCredential.Azure;

    /// <summary>Tenant, when the identity can reach several.</summary>
    public string? TenantId { get; init; }

    /// <summary>Mailbox from which letters leave.</summary>
    public required string SenderMailbox { get; init; }

    /// <summary>Name of the To Do list that is made in each partner's mailbox.</summary>
    public string TaskList { get; init; } = "Guichet unique";

    /// <summary>Name of the application beside each link.</summary>
    public string ApplicationName { get; init; } = "Guichet unique des entreprises";

    /// <summary>Longest wait for one answer of the service.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>How we prove who we are to Graph.</summary>
public enum GraphCredential
{
    /// <summary>Azure.Identity.</summary>
    Azure,

    /// <summary>No proof; refused for an address that is not on this machine.</summary>
    None,
}
