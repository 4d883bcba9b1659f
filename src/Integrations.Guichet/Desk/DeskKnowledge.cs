using Integrations.Guichet.Directory;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Desk;

/// <summary>What the desk knows of the world, the same for all files: read once, shared by all threads.</summary>
/// <param name="Rules">Dated rules.</param>
/// <param name="Territory">Communes and their authorities.</param>
/// <param name="Partners">Who is asked.</param>
/// <param name="Profile">Who runs the desk.</param>
public sealed record DeskKnowledge(GuichetRules Rules, TerritoryTable Territory, PartnerDirectory Partners, DeskSignature Profile)
{
    /// <summary>The plan of a file by the rules of its day of reception.</summary>
    /// <exception cref="InvalidOperationException">The file has not been received.</exception>
    public ProcedurePlan PlanOf(InstallationFile file) => ProcedurePlanner.Plan(
        file.Request ?? throw new InvalidOperationException("A file that was not received has no plan."), file.ReceivedOn, Rules, Territory);

    /// <summary>Codes of pieces that a procedure needs and the file does not hold.</summary>
    public static IReadOnlyList<string> MissingPieces(InstallationFile file, string procedure) =>
        file.Plan.Find(line => line.Key == procedure)?.MissingPieces.Except(file.Pieces.Received).ToList() ?? [];

    /// <summary>The opinions that the plan of the file wants for a procedure.</summary>
    public static IReadOnlyList<PlannedOpinion> OpinionsOf(InstallationFile file, string procedure) =>
        file.Plan.Find(line => line.Key == procedure)?.Opinions ?? [];

    /// <summary>The partner is reached by a task in its own Microsoft To Do.</summary>
    public bool HasTodo(string partnerId) => Partners.Get(partnerId)?.TodoMailbox is not null;
}

/// <summary>Who signs for the desk.</summary>
/// <param name="Referee">Who answers for a file unless somebody else is named.</param>
/// <param name="Email">Address of the desk.</param>
/// <param name="Phone">Phone of the desk.</param>
/// <param name="AdviceWorkingDays">The desk's convention: working days for advice, information and checks.</param>
public sealed record DeskSignature(string Referee, string Email, string Phone, int AdviceWorkingDays);
