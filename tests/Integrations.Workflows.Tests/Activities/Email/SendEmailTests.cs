using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Activities.Email;

public sealed class SendEmailTests
{
    [Fact]
    public void A_mail_leaves_as_a_command_and_the_workflow_goes_on_when_it_has_left()
    {
        var plan = TestData.Plan(TestData.Sequence(
            Mail(Input("to", "List<String>", "Object", """["a@x.example; b@x.example","c@x.example"]""") + Input("cc", "List<String>", "Literal", "d@x.example") + Input("subject", "String", "JavaScript", "'Dossier ' + 7") + Input("body", "String", "Literal", "<p>Bonjour</p>")),
            TestData.Write("w", "'left'")));
        var waiting = TestData.Start(plan);

        var command = Assert.Single(waiting.Commands);
        var mail = Workflows.Activities.Email.Read(command.Payload);
        Assert.Equal(("elsa.send-email", waiting.State.Bookmarks[0].Id), (command.Kind, command.BookmarkId));
        Assert.Equal(["a@x.example", "b@x.example", "c@x.example"], mail.To);
        Assert.Equal(["d@x.example"], mail.Cc);
        Assert.Equal(("Dossier 7", "<p>Bonjour</p>"), (mail.Subject, mail.Html));
        Assert.Equal(["left"], Resume(plan, waiting, StimulusInput.None).Printed);
    }

    [Fact]
    public void What_the_mailbox_refuses_runs_the_activity_for_errors_or_is_an_incident()
    {
        var error = TestData.Write("e", "'because ' + getError()");
        var handled = TestData.Plan(Mail(To + $",\"error\":{error}"));
        var alone = TestData.Plan(Mail(To));
        var reply = new Dictionary<string, object?> { ["error"] = "la boîte est pleine" };

        Assert.Equal(["because la boîte est pleine"], Resume(handled, TestData.Start(handled), reply).Printed);
        Assert.EndsWith("la boîte est pleine", Assert.Single(Resume(alone, TestData.Start(alone), reply).Incidents).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("marie.dupont")]
    [InlineData("")]
    public void A_mail_without_a_usable_address_is_an_incident_that_names_no_address(string to)
    {
        var result = TestData.Start(TestData.Plan(Mail(Input("to", "String", "JavaScript", $"['{to}']"))));

        Assert.Empty(result.Commands);
        Assert.DoesNotContain("marie", Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_attached_as_they_are_and_other_objects_as_json()
    {
        var result = TestData.Start(TestData.Plan(Mail(To + Input("attachments", "Object", "JavaScript", "[{ fileName: 'plan.pdf', contentType: 'application/pdf', length: 3, content: 'AAEC' }, { total: 7 }]"))));

        var files = Workflows.Activities.Email.Read(result.Commands[0].Payload).Attachments;
        Assert.Equal([("plan.pdf", "AAEC"), ("Attachment-2.json", Convert.ToBase64String("""{"total":7}"""u8))], files.Select(file => (file.FileName, file.Content)));
    }

    [Theory]
    [InlineData("'/etc/passwd'")]
    [InlineData("['https://inside.example/a.pdf']")]
    public void A_path_or_an_address_is_not_attached(string script)
    {
        var result = TestData.Start(TestData.Plan(Mail(To + Input("attachments", "Object", "JavaScript", script))));

        Assert.Empty(result.Commands);
        Assert.Contains("Télécharger un fichier", Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
    }

    private static string To => Input("to", "List<String>", "Object", """["a@x.example"]""");

    private static BurstResult Resume(WorkflowPlan plan, BurstResult waiting, IReadOnlyDictionary<string, object?> reply)
    {
        var state = InstanceStateSerializer.Read(InstanceStateSerializer.Write(waiting.State));
        return Burst.Run(plan, state, new Stimulus.Resume(state.Bookmarks[0].Id, reply), TestData.Context());
    }

    private static string Mail(string inputs) => $$"""{"id":"m","type":"Elsa.SendEmail"{{inputs}}}""";

    private static string Input(string name, string type, string syntax, string value) =>
        $$$""","{{{name}}}":{"typeName":"{{{type}}}","expression":{"type":"{{{syntax}}}","value":{{{JsonValue.Create(value).ToJsonString()}}}} }""";
}
