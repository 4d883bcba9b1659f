using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Files;

/// <summary>A procedure to open.</summary>
/// <param name="Key">"PC", or "PC:13108" when several communes have one.</param>
/// <param name="Code">"PC".</param>
/// <param name="Label">French name.</param>
public sealed record ProcedureOpening(string Key, string Code, string Label)
{
    /// <summary>Its rule; null: the product's rule for the code.</summary>
    public ClockRule? Rule { get; init; }

    /// <summary>INSEE code of the commune; null: that of the file.</summary>
    public string? Commune { get; init; }

    /// <summary>Directory id of the authority that decides.</summary>
    public string? AuthorityId { get; init; }

    /// <summary>Its name, as shown.</summary>
    public string? AuthorityName { get; init; }

    /// <summary>Its role; null: the usual one for the code.</summary>
    public string? AuthorityRole { get; init; }
}

public sealed partial class FileSession
{
    /// <summary>Opens a procedure of the plan: its rule, place and authority are those planned.</summary>
    /// <param name="key">Key of a line of the plan.</param>
    /// <param name="authorityId">Directory id of the authority, once it is known.</param>
    /// <param name="authorityName">Its name in the directory; null: the planned one.</param>
    public Refusal? OpenPlanned(string key, string? authorityId = null, string? authorityName = null)
    {
        if (!IsOpen(out var refusal))
            return refusal;
        if (File.Procedure(key) is not null)
            return Done;
        if (File.Plan.Find(line => line.Key == key) is not { } planned)
            return new("procedure.not_planned", $"La procédure {key} ne figure pas au plan de ce dossier.");
        Append(new ProcedureOpened(planned.Code, planned.Label, planned.Rule, planned.Place)
        {
            Procedure = key,
            AuthorityId = authorityId,
            AuthorityName = authorityName ?? planned.AuthorityName,
            AuthorityRole = planned.AuthorityRole,
            Commune = planned.Communes is [var only] ? only : null,
        });
        return Done;
    }

    /// <summary>Opens a procedure that is not in the plan; its rule stays with the file.</summary>
    public Refusal? OpenProcedure(ProcedureOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (!IsOpen(out var refusal))
            return refusal;
        if (File.Procedure(opening.Key) is { } existing)
            return existing.Code == opening.Code ? Done : new Refusal("procedure.exists", $"La procédure {opening.Key} est déjà ouverte.");
        var place = opening.Commune is { } commune ? context.PlaceOf(commune) : Here;
        if (place is null)
            return new("territory.unsupported", $"La commune {opening.Commune} relève d'un territoire où ces procédures ne s'appliquent pas.");
        Append(new ProcedureOpened(opening.Code, opening.Label, opening.Rule ?? ClockRules.Of(opening.Code), place)
        {
            Procedure = opening.Key,
            AuthorityId = opening.AuthorityId,
            AuthorityName = opening.AuthorityName,
            AuthorityRole = opening.AuthorityRole,
            Commune = opening.Commune,
        });
        return Done;
    }

    /// <summary>Notes the deposit at the authority; the clock starts when the rule says so.</summary>
    /// <param name="key">Key of the procedure.</param>
    /// <param name="on">Reception on paper, or sending of the electronic acknowledgement; null: today at the authority.</param>
    /// <param name="reference">Number given by the authority.</param>
    /// <param name="missingPieces">
    /// Pieces known to be missing: the clock does not start before the month is over or they come. Null: those of the plan.
    /// </param>
    public Refusal? Deposit(string key, DateOnly? on = null, string? reference = null, IReadOnlyList<string>? missingPieces = null)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        var day = on ?? procedure.Place.DateOf(context.Now);
        if (procedure.DepositedOn is { } before)
            return before == day
                ? Done
                : new Refusal("procedure.deposited", $"Le dossier {procedure.AfterDe()} est déjà déposé, le {before.InWords()}.");
        if (procedure.Status == ProcedureStatus.NotNeeded)
            return new("procedure.ended", $"La procédure {key} est sans objet.");
        if (IsFuture(day, procedure.Place, out refusal))
            return refusal;
        var limit = Completeness.LimitOf(procedure.Rule, day, procedure.Place.Zone);
        var missing = missingPieces ?? [.. (File.Plan.Find(line => line.Key == key)?.MissingPieces ?? []).Except(File.Pieces.Received)];
        Append(new ProcedureDeposited(day, limit, missing) { Procedure = key, Reference = reference }, day);
        if (procedure.Rule.Start == ClockStart.Reception)
            StartClock(key, day, estimated: false);
        else if (procedure.Rule.Start == ClockStart.CompleteFile && missing.Count == 0)
            StartClock(key, day, estimated: limit is not null);
        return Done;
    }

    /// <summary>The procedure is not needed after all.</summary>
    public Refusal? DropProcedure(string key, string reason)
    {
        if (!Find(key, out var procedure, out var refusal))
            return refusal;
        if (procedure.Status.IsEnd())
            return procedure.Status == ProcedureStatus.NotNeeded ? Done : new Refusal("procedure.ended", $"La procédure {key} est terminée.");
        Append(new ProcedureDropped(reason) { Procedure = key });
        return Done;
    }
}
