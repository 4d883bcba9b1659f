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
            new("y", "Elsa.WriteLine", "Completed") { ActivityKey = "use/y" },
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
    public void Values_come_back_as_they_were_written()
    {
        var entry = new JournalEntry("a", "Elsa.WriteLine", "Started") { Values = new System.Text.Json.Nodes.JsonObject { ["Text"] = "été", ["Count"] = 3 } };

        var read = Assert.Single(JournalCodec.Read(JournalCodec.Write([entry])));

        Assert.Equal("""{"Text":"\u00E9t\u00E9","Count":3}""", read.Values!.ToJsonString());
    }

    [Fact]
    public void Rows_written_before_values_were_kept_are_still_read()
    {
        var read = JournalCodec.Read("""[["a","Elsa.If","c","i:1",["True"]],["f","Elsa.Fault","f","i:2",null,"Panne"],["w","Elsa.Workflow","s"]]"""u8.ToArray());

        Assert.Equal(["Completed", "Faulted", "Started"], read.Select(entry => entry.Event));
        Assert.Equal(("i:2", "Panne", null), (read[1].ExecutionId, read[1].Message, read[1].Outcomes));
        Assert.All(read, entry => Assert.Null(entry.Values));
    }

    [Fact]
    public void An_entry_without_details_is_short() =>
        Assert.Equal(
            """[["a","Elsa.WriteLine","s"]]""",
            Encoding.UTF8.GetString(JournalCodec.Write([new JournalEntry("a", "Elsa.WriteLine", "Started")]).Span));
}
