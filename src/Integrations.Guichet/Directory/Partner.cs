using Integrations.Guichet.Calendar;

namespace Integrations.Guichet.Directory;

/// <summary>Somebody the desk asks or tells: a town hall, a préfecture, a chamber, a network manager.</summary>
/// <param name="Id">Stable id; that of a template holds the territory (<c>mairie-49099</c>) and can be looked up again.</param>
/// <param name="Name">As shown, in French.</param>
/// <param name="Roles">What it does, the main role first.</param>
/// <param name="Channels">How it is reached, in order of preference.</param>
/// <param name="Zone">Its own holidays; null for those of the place it is asked about.</param>
public sealed record Partner(
    string Id, string Name, IReadOnlyList<string> Roles, IReadOnlyList<PartnerChannel> Channels, HolidayZone? Zone = null)
{
    /// <summary>Mailbox that gets its tasks in Microsoft To Do; null when it has none.</summary>
    public string? TodoMailbox => Channels.OfType<PartnerChannel.Todo>().FirstOrDefault()?.Mailbox;

    /// <summary>Address of its mails; null when it is only reached by a machine.</summary>
    public string? MailAddress => Channels.OfType<PartnerChannel.Mail>().FirstOrDefault()?.Address;

    /// <summary>The machine interface it prefers, null when it has none.</summary>
    public PartnerChannel.Machine? Machine => Channels.OfType<PartnerChannel.Machine>().FirstOrDefault();

    /// <summary>The role it plays when it is asked under this name: that role if it has it, else its main one.</summary>
    public string RoleFor(string role) => Roles.Contains(role) ? role : Roles[0];
}

/// <summary>A way to reach a partner.</summary>
public abstract record PartnerChannel
{
    private PartnerChannel()
    {
    }

    /// <summary>An interface between machines.</summary>
    /// <param name="System">demarche_numerique, conseillers_entreprises, platau or webhook.</param>
    /// <param name="Endpoint">Base address.</param>
    public sealed record Machine(string System, Uri Endpoint) : PartnerChannel;

    /// <summary>A task in its Microsoft 365 mailbox.</summary>
    /// <param name="Mailbox">User principal name.</param>
    public sealed record Todo(string Mailbox) : PartnerChannel;

    /// <summary>A plain mail with an answer link: works for everyone.</summary>
    /// <param name="Address">Mail address.</param>
    public sealed record Mail(string Address) : PartnerChannel;
}
