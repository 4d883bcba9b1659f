namespace Integrations.Workflows.Activities;

/// <summary>The activities of Elsa that this engine knows.</summary>
public static class ElsaActivities
{
    /// <summary>Adds them all to a registry.</summary>
    public static ActivityRegistry AddElsa(this ActivityRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        return registry
            .Add<If>().Add<Switch>()
            .Add<WriteLine>().Add<ReadLine>()
            .Add<Complete>().Add<Finish>().Add<Start>().Add<End>()
            .Add<Flowchart>().Add<FlowDecision>().Add<FlowSwitch>().Add<FlowFork>().Add<FlowJoin>().Add<FlowNode>().Add<StateMachine>()
            .Add<Sequence>().Add<Parallel>().Add<Fork>()
            .Add<For>().Add<ForEach>().Add<ParallelForEach>().Add<While>().Add<DoWhile>().Add<Break>()
            .Add<SetVariable>().Add<SetName>().Add<SetOutput>().Add<Correlate>().Add<Fault>()
            .Add<Delay>().Add<StartAt>().Add<Timer>().Add<Cron>()
            .Add<Event>().Add<PublishEvent>().Add<RunTask>().Add<DispatchWorkflow>().Add<ExecuteWorkflow>().Add<BulkDispatchWorkflows>()
            .Add<HttpEndpoint>().Add<WriteHttpResponse>().Add<SendHttpRequest>().Add<FlowSendHttpRequest>().Add<DownloadHttpFile>()
            .Add<SendEmail>()
            .Add<RunJavaScript>();
    }
}
