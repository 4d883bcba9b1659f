using System.Net.Mail;
using System.Text;
using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>
/// Sends a mail by the host's mailbox, once, whatever happens on the way. It completes when the mail has left. When it cannot leave, the
/// activity in Error runs; without one it is an incident. A mailbox that is only out of reach is waited for.
/// </summary>
[Activity("Elsa.SendEmail", Category = "Email", En = "Send Email", Fr = "Envoyer un courriel", DescriptionEn = "Sends a mail and waits until it has left.", DescriptionFr = "Envoie un courriel et attend qu'il soit parti.", Kind = ActivityKind.Task)]
public sealed class SendEmail : Activity
{
    internal const string BookmarkName = "Elsa.SendEmail";

    /// <summary>The sender; the host's own mailbox when empty.</summary>
    [Input(En = "From", Fr = "De", DescriptionEn = "The desk's mailbox when empty.", DescriptionFr = "La boîte du guichet si rien n'est indiqué.")]
    public readonly Input<string> From = new();

    /// <summary>Addresses.</summary>
    [Input(En = "To", Fr = "À", UIHint = "multitext", Required = true)]
    public readonly Input<string[]> To = new();

    /// <summary>Addresses of copies.</summary>
    [Input(En = "Cc", Fr = "Copie", UIHint = "multitext")]
    public readonly Input<string[]> Cc = new();

    /// <summary>Addresses of copies that the others do not see.</summary>
    [Input(En = "Bcc", Fr = "Copie cachée", UIHint = "multitext")]
    public readonly Input<string[]> Bcc = new();

    /// <summary>Subject.</summary>
    [Input(En = "Subject", Fr = "Objet")]
    public readonly Input<string> Subject = new();

    /// <summary>A file as <see cref="HttpFileData"/>, or a list of them; any other object is attached as JSON.</summary>
    [Input(En = "Attachments", Fr = "Pièces jointes", UIHint = "multiline", DescriptionEn = "Files received or downloaded before, one or a list.", DescriptionFr = "Des fichiers reçus ou téléchargés auparavant, un seul ou une liste.")]
    public readonly Input<object> Attachments = new();

    /// <summary>Body, HTML.</summary>
    [Input(En = "Body", Fr = "Corps", UIHint = "multiline", DescriptionEn = "HTML.", DescriptionFr = "En HTML.")]
    public readonly Input<string> Body = new();

    /// <summary>Runs when the mail cannot leave.</summary>
    public readonly Child Error = new();

    /// <inheritdoc/>
    protected internal override void Execute(ActivityContext context)
    {
        var email = new Email
        {
            From = context.Get(From) is { Length: > 0 } from ? from : null,
            To = Addresses(context, To),
            Cc = Addresses(context, Cc),
            Bcc = Addresses(context, Bcc),
            Subject = context.Get(Subject) ?? "",
            Html = context.Get(Body) ?? "",
            Attachments = Files(context),
        };
        if (email.To.Count + email.Cc.Count + email.Bcc.Count == 0) context.Fault($"Le courriel de « {Node.Id} » n'a pas de destinataire.");
        var bookmark = context.CreateBookmark(BookmarkName, $"{BookmarkName}:{context.ExecutionId}", new JsonObject { ["subject"] = email.Subject });
        context.Emit(new Command(Email.CommandKind, bookmark.Id, email.ToJson(), bookmark.Id));
    }

    /// <inheritdoc/>
    protected internal override void Resume(ActivityContext context, Resumption resumption)
    {
        if (resumption.Get(Email.ErrorName) is not { } reason) return;
        if (Error.Node is { } error) context.Schedule(error, locals: [("Error", reason)]);
        else context.Fault($"Le courriel de « {Node.Id} » n'a pas pu partir : {Values.ToText(reason)}");
    }

    /// <inheritdoc/>
    protected internal override void ChildCompleted(ActivityContext context, ActivityContext child, Outcomes outcomes) => context.Complete();

    /// <summary>An incident names the input and not the address, which is somebody's.</summary>
    private static string[] Addresses(ActivityContext context, Input<string[]> input)
    {
        string[] addresses = [.. (context.Get(input) ?? []).SelectMany(text => text.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        if (!Array.TrueForAll(addresses, address => MailAddress.TryCreate(address, out _))) context.Fault($"« {input.Name} » de « {context.Node.Id} » contient ce qui n'est pas une adresse de courriel.");
        return addresses;
    }

    private List<HttpFileData> Files(ActivityContext context)
    {
        var files = new List<HttpFileData>();
        foreach (var item in Values.ToList(context.Get(Attachments)))
        {
            // What was typed as an object comes as its text.
            switch (item is string text && Values.TryParseJson(text) is JsonObject typed ? typed : item)
            {
                case null or "": break;
                case JsonObject json when HttpBody.AsFile(json) is { } file: files.Add(file); break;
                case JsonNode json: files.Add(AsJson(json, files.Count + 1)); break;
                default:
                    // Elsa also takes paths and addresses: a path would read the server's disk, an address would call out past the guard.
                    context.Fault($"Une pièce jointe de « {Node.Id} » n'est pas un fichier : téléchargez-le d'abord avec l'activité « Télécharger un fichier ».");
                    break;
            }
        }

        return files;
    }

    private static HttpFileData AsJson(JsonNode json, int number)
    {
        var bytes = Encoding.UTF8.GetBytes(Values.ToText(json));
        return new HttpFileData($"Attachment-{number}.json", "application/json", bytes.Length, Convert.ToBase64String(bytes));
    }
}
