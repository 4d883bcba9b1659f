using Integrations.Workflows.Activities;

namespace Integrations.Guichet.Activities;

/// <summary>The domain as a designer finds it in the toolbox.</summary>
public static class GuichetActivities
{
    /// <summary>Category of the toolbox.</summary>
    public const string Category = "Guichet";

    /// <summary>Adds all activities of the guichet.</summary>
    public static ActivityRegistry AddGuichet(this ActivityRegistry registry) => registry
        .Add<OpenFile>()
        .Add<AcknowledgeReceipt>()
        .Add<QualifyFile>()
        .Add<AssignReferee>()
        .Add<DepositProcedures>()
        .Add<RunProcedures>()
        .Add<OpenProcedure>()
        .Add<ReadProcedure>()
        .Add<WaitForProcedure>()
        .Add<AskOpinions>()
        .Add<PostPartnerTask>()
        .Add<WaitForTask>()
        .Add<RemindPartner>()
        .Add<EscalateTask>()
        .Add<CloseTask>()
        .Add<WithdrawTasks>()
        .Add<RecordAnswer>()
        .Add<CheckCompleteness>()
        .Add<RequestPieces>()
        .Add<ModifyPeriod>()
        .Add<SuspendClock>()
        .Add<ResumeClock>()
        .Add<MatchPlots>()
        .Add<OpenSkillsPlan>()
        .Add<NotifyFirm>()
        .Add<NotifyPartner>()
        .Add<CloseFile>();
}
