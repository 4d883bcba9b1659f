using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities;

/// <summary>What another assembly needs to add an activity of its own.</summary>
public sealed class AuthoringTests
{
    private static readonly ActivityRegistry Registry = new ActivityRegistry().AddElsa().Add<AskOpinion>();

    private static readonly WorkflowPlan Plan = WorkflowCompiler.Compile(
        TestData.Definition(
            """
            {"id":"f","type":"Elsa.Flowchart",
             "activities":[
              {"id":"ask","type":"Test.AskOpinion","partner":{"typeName":"String","expression":{"type":"Literal","value":"CCI"}},"comment":{"typeName":"String","memoryReference":{"id":"v-c"}}},
              {"id":"ok","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"'favourable: ' + getC()"}}},
              {"id":"late","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"Literal","value":"late"}}}],
             "connections":[{"source":{"activity":"ask","port":"Favourable"},"target":{"activity":"ok"}},{"source":{"activity":"ask","port":"Late"},"target":{"activity":"late"}}]}
            """,
            "c:String"),
        Registry);

    [Fact]
    public void An_activity_waits_for_an_answer_and_for_a_date_and_the_answer_removes_the_date()
    {
        var waiting = Start();

        Assert.Equal(["Test.Answer", "Test.Late"], waiting.BookmarksAdded.Select(b => b.Name));
        Assert.Equal(("test.ask", "CCI for Mairie"), (waiting.Commands[0].Kind, (string?)waiting.Commands[0].Payload["text"]));

        var answered = Resume(waiting, "Test.Answer", new Dictionary<string, object?> { ["comment"] = "bon projet" });
        Assert.Equal(["favourable: bon projet"], answered.Printed);
        Assert.Empty(answered.State.Bookmarks);
        Assert.Equal(2, answered.BookmarksRemoved.Count);
    }

    [Fact]
    public void The_date_chooses_another_outcome() =>
        Assert.Equal(["late"], Resume(Start(), "Test.Late", StimulusInput.None).Printed);

    [Fact]
    public void An_activity_that_faults_on_its_way_has_asked_for_nothing_and_says_where_it_failed()
    {
        var result = Burst.Run(Plan, InstanceState.New(Plan, "i1"), new Stimulus.Start(StimulusInput.None), TestData.Context());

        Assert.Empty(result.Commands);
        Assert.Empty(result.State.Bookmarks);
        Assert.Contains(nameof(AskOpinion), Assert.Single(result.Incidents).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_descriptor_is_derived_from_its_declaration()
    {
        Assert.True(Registry.TryGet("Test.AskOpinion", out var descriptor));

        Assert.Equal("Demander un avis", descriptor.Declaration.Fr);
        Assert.Equal(["Partner"], descriptor.Inputs.Select(i => i.Name));
        Assert.Equal(["Comment"], descriptor.Outputs.Select(o => o.Name));
        Assert.Equal(["Favourable", "Late"], descriptor.Ports.Select(p => p.Name));
    }

    private static BurstResult Start() =>
        Burst.Run(Plan, InstanceState.New(Plan, "i1"), new Stimulus.Start(StimulusInput.None), TestData.Context() with { Domain = new Desk("Mairie") });

    private static BurstResult Resume(BurstResult waiting, string name, IReadOnlyDictionary<string, object?> input)
    {
        var state = InstanceStateSerializer.Read(InstanceStateSerializer.Write(waiting.State));
        return Burst.Run(Plan, state, new Stimulus.Resume(state.Bookmarks.Single(b => b.Name == name).Id, input), TestData.Context());
    }

    private sealed record Desk(string Name);

    [Activity("Test.AskOpinion", Category = "Test", En = "Ask for an opinion", Fr = "Demander un avis")]
    [Outcomes("Favourable", "Late")]
    private sealed class AskOpinion : Activity
    {
        [Input(En = "Partner", Fr = "Partenaire", Required = true)]
        public readonly Input<string> Partner = new();

        [Output(En = "Comment", Fr = "Commentaire")]
        public readonly Output<string> Comment = new();

        protected override void Execute(ActivityContext context)
        {
            var answer = context.CreateBookmark("Test.Answer", "Test.Answer:" + context.ExecutionId, []);
            context.CreateBookmark("Test.Late", "Test.Late:" + context.ExecutionId, [], context.Now.AddDays(30));
            context.Emit(new Command("test.ask", answer.Id, new JsonObject { ["text"] = $"{context.Get(Partner)} for {context.Domain<Desk>().Name}" }, answer.Id));
        }

        protected override void Resume(ActivityContext context, Resumption resumption)
        {
            if (resumption.Bookmark.Name == "Test.Late")
            {
                context.Complete("Late");
                return;
            }

            context.Set(Comment, resumption.Get("comment") as string ?? "");
            context.Complete("Favourable");
        }
    }
}
