using System.Text.Json.Nodes;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Host.Desk.Letters;

/// <summary>The parts "procedure", "request" and "change" of a letter.</summary>
internal static class ProcedureParts
{
    /// <summary>Procedures that the firm hears of: those with an authority that answers.</summary>
    public static bool IsShown(ProcedureState procedure) => procedure is { Status: not ProcedureStatus.NotNeeded, AuthorityName: not null, DepositedOn: not null };

    public static JsonNode Procedure(ProcedureState procedure)
    {
        var clock = procedure.Clock;
        // A date that rests on something that has not happened is not told as a promise.
        var certain = clock is { Estimated: false } || procedure.Rule.Start == ClockStart.CompleteFile;
        return new JsonObject
        {
            ["code"] = procedure.Code,
            ["label"] = procedure.Name(),
            ["authority"] = procedure.AuthorityName ?? "l'autorité compétente",
            ["startedOn"] = Iso(clock.StartedOn),
            ["completeOn"] = Iso(clock.StartedOn),
            ["completenessLimit"] = Iso(procedure.CompletenessLimit),
            ["lastDay"] = certain ? Iso(clock.LastDay) : null,
            ["silenceFrom"] = certain ? Iso(clock.SilenceFrom) : null,
            ["silenceSentence"] = certain ? SilenceSentences.ToFirm(clock.Silence, clock.SilenceFrom) : null,
            ["note"] = Note(procedure),
        };
    }

    public static JsonObject? Request(ProcedureState procedure)
    {
        if (procedure.PiecesRequest is not { } request) return procedure.Courtesy is { } courtesy ? Courtesy(courtesy) : null;
        var rejectedFrom = request.DueOn?.AddDays(1);
        return new JsonObject
        {
            ["sentOn"] = Iso(request.SentOn),
            ["dueOn"] = Iso(request.ShownDueOn ?? request.DueOn),
            ["strictDueOn"] = Iso(request.DueOn),
            ["silenceSentence"] = procedure.Rule.WhenIncomplete == IncompletenessEffect.RestartsWhenAskedInTime
                ? SilenceSentences.ToFirm(SilenceMeaning.RejectionForMissingPieces, rejectedFrom) ?? ""
                : "Sans ces pièces, le délai de réponse n'avance pas.",
            ["clockSentence"] = procedure.Clock.Suspended
                ? "Le délai de réponse est suspendu. Il repartira le jour où la dernière pièce arrivera."
                : "Le délai de réponse n'a pas commencé. Il commencera, en entier, le jour où la dernière pièce arrivera.",
            ["article"] = procedure.Rule.WhenIncomplete == IncompletenessEffect.RestartsWhenAskedInTime
                ? "Code de l'urbanisme, articles R*423-38 et R*423-39"
                : procedure.Rule.Reference,
            ["documents"] = Documents(request.Pieces),
        };
    }

    private static JsonObject Courtesy(CourtesyRequestSent courtesy) => new()
    {
        ["sentOn"] = Iso(courtesy.SentOn),
        ["article"] = "code de l'urbanisme, article R*423-41",
        ["documents"] = Documents(courtesy.Pieces),
    };

    private static JsonArray Documents(IEnumerable<string> pieces) =>
        new([.. pieces.Select(code => (JsonNode)new JsonObject { ["label"] = PieceNames.InFrench(code), ["reason"] = null })]);

    public static JsonObject? Change(ProcedureState procedure)
    {
        if (procedure.Clock.Modifications is not [.., var last]) return null;
        var previous = procedure.Clock.Modifications.Count > 1 ? procedure.Clock.Modifications[^2].LastDay : PreviousLastDay(procedure);
        return new JsonObject
        {
            ["previousLastDay"] = Iso(previous),
            ["notifiedOn"] = Iso(last.NotifiedOn),
            ["reason"] = last.Reason,
            ["article"] = last.Article,
        };
    }

    /// <summary>Inside a sentence: "permis de construire", but "ICPE : enregistrement".</summary>
    public static string Uncapitalised(string text) =>
        text.Length > 1 && char.IsLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;

    public static string Capitalised(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private static DateOnly? PreviousLastDay(ProcedureState procedure) =>
        procedure.Clock.StartedOn is { } started && procedure.Rule.Decision is { } period ? period.Evaluate(started, procedure.Place.Zone).LastDay : null;

    private static string? Note(ProcedureState procedure) => procedure switch
    {
        { Status: ProcedureStatus.Incomplete or ProcedureStatus.Deposited, MissingPieces.Count: > 0 } =>
            "Il manque des pièces : le délai commence quand la dernière arrive.",
        { Rule.Start: ClockStart.DeclaredCompleteAndRegular, Clock.StartedOn: null } =>
            $"Le délai commence quand {procedure.AuthorityName ?? "l'autorité"} déclare le dossier complet et régulier.",
        { Rule.Start: ClockStart.EnvironmentalPhases, Clock.StartedOn: null } =>
            $"{Capitalised(procedure.AuthorityName ?? "l'autorité")} vérifie d'abord que le dossier est complet et régulier ; l'examen et la consultation du public suivent.",
        { Rule.Start: ClockStart.Never } => "La loi ne fixe pas de délai de réponse : nous suivons la demande pour vous.",
        _ => null,
    };

    private static string? Iso(DateOnly? day) => day is { } value ? FileParts.Iso(value) : null;
}
