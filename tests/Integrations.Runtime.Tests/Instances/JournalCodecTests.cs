using System.Text;
using Integrations.Runtime.Instances;
using Integrations.Workflows.Execution;

namespace Integrations.Runtime.Tests.Instances;

public sealed class JournalCodecTests
{
    [Fact]
    public void A_journal_comes_back_as_it_was_written()
    {
        JournalEntry[] entries =
        [
            new("Workflow1", "Elsa.Workflow", "Started"),
            new("décision", "Elsa.FlowDecision", "Completed", ["True"]) { ExecutionId = "i1:2" },
            new("f", "Elsa.Fault", "Faulted") { ExecutionId = "i1:3", Message = "Pièce « K-bis » manquante" },
            new("j", "Elsa.FlowJoin", "Completed", []) { ExecutionId = "i1:4" },
            new("x", "Elsa.Other", "SomethingNew"),
        ];

        var read = JournalCodec.Read(JournalCodec.Write(entries));

        Assert.Equal(entries.Length, read.Count);
        Assert.All(entries.Zip(read), pair =>
        {
            Assert.Equal(pair.First with { Outcomes = null }, pair.Second with { Outcomes = null });
            Assert.Equal(pair.First.Outcomes, pair.Second.Outcomes);
        });
    }

    [Fact]
    public void An_entry_without_details_is_short() =>
        Assert.Equal(
            """[["a","Elsa.WriteLine","s"]]""",
            Encoding.UTF8.GetString(JournalCodec.Write([new JournalEntry("a", "Elsa.WriteLine", "Started")]).Span));
}
