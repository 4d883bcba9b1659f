using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.Reading;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Acts;

/// <summary>The acts of a case worker, in the order in which a file meets them.</summary>
public static class ActForms
{
    private const string Procedure = "procedure";
    private const string On = "date";
    private const string Pieces = "pieces";
    private const string Channel = "canal";
    private const string Reference = "reference";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ActForm> All { get; } =
    [
        new("depot", "inbox", ActWords.Deposit, ActWords.DepositEffect,
            file => [Procedures(file), Date(file, ActWords.DepositedOn, ActWords.DepositedOnHint), Line(Reference, ActWords.Reference, required: false)],
            (number, values) => new RecordDepositAct(
                number, values.Choice(Procedure), values.Date(On), values.OptionalWords(Reference))),

        new("demander-pieces", "file-plus", ActWords.RequestPieces, ActWords.RequestPiecesEffect,
            file => [Procedures(file), PieceChoices(file), Date(file, ActWords.SentOn), Channels()],
            (number, values) => new RequestPiecesAct(
                number, values.Choice(Procedure), values.Many(Pieces), values.Date(On), values.Choice<NotificationChannel>(Channel), Courtesy: false)),

        new("pieces-recues", "file-text", ActWords.PiecesReceived, ActWords.PiecesReceivedEffect,
            file => [Procedures(file), PieceChoices(file), Date(file, ActWords.ReceivedOn)],
            (number, values) => new PiecesReceivedAct(number, values.Choice(Procedure), values.Many(Pieces), values.Date(On))),

        new("complet", "circle-check", ActWords.Complete, ActWords.CompleteEffect,
            file => [Procedures(file), Date(file, ActWords.CompleteOn), Line("par", ActWords.CompleteBy)],
            (number, values) => new DeclareCompleteAct(number, values.Choice(Procedure), values.Date(On), values.Words("par"))),

        new("delai-modifie", "clock", ActWords.PeriodModified, ActWords.PeriodModifiedEffect,
            file =>
            [
                Procedures(file),
                Line("article", ActWords.Article, hint: ActWords.ArticleHint),
                new DateField("nouveau-dernier-jour", ActWords.NewLastDay, null, Required: false, Hint: ActWords.NewLastDayHint),
                Date(file, ActWords.NotifiedOn, ActWords.NotifiedOnHint),
            ],
            (number, values) => new PeriodModifiedAct(
                number, values.Choice(Procedure), values.Words("article"), values.OptionalDate("nouveau-dernier-jour"), values.Date(On))),

        new("decision", "gavel", ActWords.Decision, ActWords.DecisionEffect,
            file =>
            [
                Procedures(file),
                new ChoiceField("sens", ActWords.DecisionTaken,
                    [.. Enum.GetValues<DecisionKind>().Select(kind => new Option(kind.ToString(), ActWords.Decided(kind)))]),
                Date(file, ActWords.DecidedOn),
                Line(Reference, ActWords.DecisionReference, required: false),
            ],
            (number, values) => new RecordDecisionAct(
                number, values.Choice(Procedure), values.Choice<DecisionKind>("sens"), values.Date(On), values.OptionalWords(Reference))),

        new("affichage", "map-pin", ActWords.Panel, ActWords.PanelEffect,
            file => [Procedures(file), Date(file, ActWords.PostedOn)],
            (number, values) => new PanelPostedAct(number, values.Choice(Procedure), values.Date(On))),

        new("prefecture", "landmark", ActWords.Legality, ActWords.LegalityEffect,
            file => [Procedures(file), Date(file, ActWords.ReceivedOn)],
            (number, values) => new LegalityReceivedAct(number, values.Choice(Procedure), values.Date(On))),

        new("constat", "hourglass", ActWords.CloseCheck, ActWords.CloseCheckEffect,
            file =>
            [
                new ChoiceField("constat", ActWords.Check, [.. file.Checks.Select(check => new Option(check.Id, check.Question))]),
                new ChoiceField("confirme", ActWords.CheckResult,
                    [new("oui", ActWords.CheckConfirmed), new("non", ActWords.CheckNotConfirmed)]),
                new WordsField("note", ActWords.CheckNote, Longest: 2000, SeveralLines: true),
            ],
            (number, values) => new CloseCheckAct(
                number, values.Choice("constat"), values.Choice("confirme") == "oui", values.Words("note"))),

        new("courrier", "mail", ActWords.Message, ActWords.MessageEffect,
            _ =>
            [
                Line("objet", ActWords.Subject),
                new WordsField("texte", ActWords.Body, Longest: 8000, SeveralLines: true, Hint: ActWords.BodyHint),
            ],
            (number, values) => new SendMessageAct(number, values.Words("objet"), values.Words("texte"))),
    ];

    /// <summary>The form with this name in the address, or null.</summary>
    public static ActForm? Find(string slug) => All.FirstOrDefault(form => form.Slug == slug);

    private static ChoiceField Procedures(FilePage file) => new(
        Procedure, Words.Procedure, [.. file.Procedures.Select(procedure => new Option(procedure.Code, procedure.Row.Name))]);

    private static ManyField PieceChoices(FilePage file) => new(
        Pieces, ActWords.Pieces,
        [.. file.Documents.OrderBy(document => document.ReceivedOn is not null).Select(document => new Option(document.Code, PieceNames.Listed([document.Code])))]);

    private static ChoiceField Channels() => new(
        Channel, ActWords.Channel,
        [.. Enum.GetValues<NotificationChannel>().Select(channel => new Option(channel.ToString(), ActWords.By(channel)))]);

    private static DateField Date(FilePage file, Text label, Text? hint = null) => new(On, label, file.Today, Hint: hint);

    private static WordsField Line(string name, Text label, bool required = true, Text? hint = null) =>
        new(name, label, required, Hint: hint);
}
