using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Reading;

/// <summary>"Ce qui retient la date": the domain's critical path, what gains time today and what will soon be too late.</summary>
public static class HoldingDate
{
    private const int DaysAhead = 10;

    /// <summary>Reads a file on a day.</summary>
    public static WhatHolds Of(InstallationFile file, DateOnly today)
    {
        var path = CriticalPath.Of(file);
        return new WhatHolds(
            SentenceOf(file, path),
            WorksOf(file),
            file.End is null ? [.. Gains(file, today)] : [],
            file.End is null ? [.. LastChances(file, today)] : []);
    }

    /// <summary>May works start: the domain's answer, its reason without the leading yes or no.</summary>
    public static ReadModels.WorksAllowed? WorksOf(InstallationFile file)
    {
        if (file.Procedures.IsEmpty)
            return null;

        var works = Guichet.Files.WorksAllowed.Of(file);
        var reason = works.Reason[(works.Reason.IndexOfAny([':', '.']) + 1)..].Trim();
        var french = reason.Length == 0 ? works.Reason : char.ToUpperInvariant(reason[0]) + reason[1..];
        var english = (works.Allowed, file.Procedure(works.Procedure)) switch
        {
            (true, _) => "Post the permit’s panel on the site; waiting for the end of appeals is safer.",
            (_, { Clock: { Running: true, LastDay: { } lastDay, Estimated: false } } awaited) =>
                $"Waiting for {DomainTexts.WithArticle(awaited).English} (answer by {Dates.Medium(lastDay).English}).",
            (_, { } awaited) => $"Waiting for {DomainTexts.WithArticle(awaited).English}.",
            _ => "The procedures of the project are not known yet.",
        };
        return new ReadModels.WorksAllowed(works.Allowed, new Text(french, english));
    }

    /// <summary>The critical path in one sentence.</summary>
    public static Text SentenceOf(InstallationFile file, CriticalPath path)
    {
        if (file.Procedure(path.Procedure) is not { } procedure)
        {
            return new Text(path.Sentence, path.Sentence.StartsWith("Aucune", StringComparison.Ordinal)
                ? "No authorisation holds the opening."
                : "All the authorisations that were awaited are there.");
        }

        var subject = DomainTexts.WithArticle(procedure).English;
        subject = char.ToUpperInvariant(subject[0]) + subject[1..];
        var english = (procedure, path) switch
        {
            ({ Status: ProcedureStatus.Refused or ProcedureStatus.TacitlyRefused or ProcedureStatus.Withdrawn }, _) =>
                $"The project is blocked: {DomainTexts.WithArticle(procedure).English} is {StatusMarks.Of(procedure.Status).Label.English}.",
            ({ DepositedOn: null }, _) => $"{subject} holds the opening date: it is not deposited yet.",
            (_, { Day: { } day, Estimated: true }) => $"{subject} holds the opening date: answer around {Dates.Medium(day).English} (estimate).",
            (_, { Day: { } day }) => $"{subject} holds the opening date: answer by {Dates.Medium(day).English}.",
            _ => $"{subject} holds the opening date.",
        };
        return new Text(path.Sentence + SilenceAfter(procedure, path).French, english + SilenceAfter(procedure, path).English);
    }

    private static Text SilenceAfter(ProcedureState procedure, CriticalPath path)
    {
        if (path.Estimated || procedure.Status.IsEnd() || procedure.Clock is not { SilenceFrom: { } from, Silence: not SilenceMeaning.None and var silence })
            return Text.Same("");

        var meaning = DomainTexts.Of(silence);
        return new Text(
            $" Sans réponse : {meaning.French} le {Dates.Medium(from).French}.",
            $" Without an answer: {meaning.English} on {Dates.Medium(from).English}.");
    }

    private static IEnumerable<Text> Gains(InstallationFile file, DateOnly today)
    {
        var open = file.Procedures.Where(procedure => !procedure.Status.IsEnd()).ToList();
        var toDeposit = open.Where(procedure => procedure is { DepositedOn: null, Rule.EndsByDecision: true } or { DepositedOn: null, Code: "ICPE_D" }).ToList();
        if (toDeposit.Exists(procedure => procedure.Code == "PC") && toDeposit.Find(procedure => procedure.Code is "ICPE_D" or "ICPE_E") is { } first)
        {
            yield return new Text(
                $"Déposer d’abord {first.WithArticle()} : le permis doit en contenir la preuve de dépôt (le même jour suffit).",
                $"Deposit {DomainTexts.WithArticle(first).English} first: the permit must contain its proof of deposit (the same day is enough).");
        }

        foreach (var procedure in toDeposit)
            yield return new Text($"Déposer {procedure.WithArticle()}.", $"Deposit {DomainTexts.WithArticle(procedure).English}.");
        foreach (var procedure in open.Where(procedure => procedure is
        { DepositedOn: not null, IsComplete: false, Clock.StartedOn: null, Rule.Start: ClockStart.DeclaredCompleteAndRegular or ClockStart.EnvironmentalPhases }))
        {
            yield return new Text(
                $"Demander au préfet si le dossier {procedure.AfterDe()} est complet et régulier : le délai ne part que de là.",
                $"Ask the préfet whether the file {DomainTexts.AfterDe(procedure).English} is complete and regular: the period starts only then.");
        }

        foreach (var procedure in open.Where(procedure => procedure is { Status: ProcedureStatus.Incomplete, MissingPieces.Count: > 0 }))
        {
            var pieces = PieceNames.Listed(procedure.MissingPieces);
            yield return new Text(
                $"Obtenir les pièces {procedure.AfterDe()} : {pieces.French}.", $"Obtain the pieces {DomainTexts.AfterDe(procedure).English}: {pieces.English}.");
        }

        foreach (var task in file.Tasks.Where(task => task.IsOpen && task.DueOn < today))
            yield return new Text($"Relancer : {task.PartnerName}, en retard.", $"Remind: {task.PartnerName}, late.");
        foreach (var procedure in file.Procedures.Where(Panels.ToPost))
        {
            yield return new Text(
                "Faire afficher le panneau du permis : le recours des tiers ne court qu’à partir de là.",
                "Have the permit’s panel posted: third-party appeals run only from then.");
        }
    }

    private static IEnumerable<Text> LastChances(InstallationFile file, DateOnly today)
    {
        foreach (var procedure in file.Procedures)
        {
            if (LegalDates.LastDayToRequestPieces(procedure) is not { } last || last < today || last > today.AddDays(DaysAhead))
                continue;

            var when = last == today ? new Text("aujourd’hui", "today") : new Text("au plus tard le ", "by ") + Dates.Long(last);
            yield return new Text(
                $"Une demande de pièces {procedure.AfterDe()} doit partir {when.French} par voie électronique ; ensuite elle est sans effet.",
                $"A request for pieces {DomainTexts.AfterDe(procedure).English} must leave {when.English} electronically; afterwards it has no effect.");
        }
    }
}

/// <summary>Permits whose panel is still to be seen on the ground.</summary>
internal static class Panels
{
    /// <summary>Whether a permit was granted and no panel is known.</summary>
    public static bool ToPost(ProcedureState procedure) =>
        procedure.Code is "PC" or "PA" or "DP" && procedure.Status.IsGranted() && procedure.Appeals.PanelFrom is null;
}
