using Integrations.Guichet.Files;
using Integrations.Host.Desk.Letters;
using Integrations.Partners.Answers;

namespace Integrations.Host.Desk;

/// <summary>Makes the signed addresses of a file. The same right always has the same address, so a letter sent again is the same.</summary>
/// <param name="tokens">Signs.</param>
/// <param name="publicUrl">Address of this site as others reach it.</param>
internal sealed class LinkFactory(LinkTokens tokens, Uri publicUrl)
{
    /// <summary>A firm's page lives as long as its project: three years after reception, the validity of a permit (R*424-17).</summary>
    private const int TrackingYears = 3;

    /// <summary>A task without a last day may be answered for sixty days.</summary>
    private const int DaysWithoutDue = 60;

    /// <summary>The addresses of one file.</summary>
    public FileLinks For(InstallationFile file) => new(Tracking(file), task => Answer(file, task));

    private Uri Tracking(InstallationFile file) =>
        new(publicUrl, "suivi/" + tokens.Issue(new SignedLink.FirmTracking(file.Id, file.ReceivedAt.AddYears(TrackingYears))));

    private (Uri Address, DateOnly ExpiresOn) Answer(InstallationFile file, PartnerTask task)
    {
        var zone = (file.Procedure(task.Procedure)?.Place ?? file.Place).TimeZone;
        var dueOn = task.DueOn ?? task.SentOn.AddDays(DaysWithoutDue);
        var expiresAt = SignedLink.PartnerAnswer.ExpiryFor(dueOn, zone);
        var token = tokens.Issue(new SignedLink.PartnerAnswer(file.Id, task.Id, task.PartnerId, expiresAt));
        return (new Uri(publicUrl, "reponse/" + token), dueOn.AddDays(SignedLink.PartnerAnswer.Grace.Days));
    }
}
