using System.Text.Json.Nodes;
using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Tests.Activities;

/// <summary>The descriptors derived from our declarations, against those that the real engine derives from its own.</summary>
public sealed class DescriptorTests
{
    private static readonly Dictionary<string, JsonObject> Catalog =
        ((JsonArray)TestData.Read("catalog.json")).OfType<JsonObject>().ToDictionary(a => (string)a["typeName"]!);

    /// <summary>Activities of Elsa's other packages, or of ours in Elsa's name, which the recorded server did not have.</summary>
    private static readonly string[] NotRecorded = ["Elsa.ReadLine", "Elsa.DoWhile", "Elsa.SendEmail"];

    public static TheoryData<string> Types => [.. TestData.Registry.Descriptors.Select(d => d.TypeName).Except(NotRecorded)];

    [Theory]
    [MemberData(nameof(Types))]
    public void An_activity_of_Elsa_has_Elsa_s_kind_inputs_outputs_and_ports(string typeName)
    {
        Assert.True(TestData.Registry.TryGet(typeName, out var ours));
        var theirs = Catalog[typeName];

        Assert.Equal((string)theirs["kind"]!, ours.Kind.ToString());
        Assert.Equal((bool)theirs["isContainer"]!, ours.Declaration.IsContainer);
        Assert.Equal((bool)theirs["isStart"]!, ours.Declaration.IsStart);
        Assert.Equal((bool)theirs["isTerminal"]!, ours.Declaration.IsTerminal);
        foreach (var input in ours.Inputs)
        {
            var same = Assert.Single((JsonArray)theirs["inputs"]!, i => (string)i!["name"]! == input.Name)!;
            Assert.Equal((bool)same["isWrapped"]!, input.IsWrapped);
            Assert.Equal((bool)same["autoEvaluate"]!, input.Declaration.AutoEvaluate);
        }

        Assert.Subset(((JsonArray)theirs["outputs"]!).Select(o => (string)o!["name"]!).ToHashSet(), ours.Outputs.Select(o => o.Name).ToHashSet());
        Assert.Subset(((JsonArray)theirs["ports"]!).Select(p => $"{p!["type"]} {p["name"]}").ToHashSet(), ours.Ports.Select(p => $"{p.Kind} {p.Name}").ToHashSet());
    }

    [Fact]
    public void A_type_name_is_taken_once() =>
        Assert.Throws<ArgumentException>(() => new ActivityRegistry().Add<WriteLine>().Add<WriteLine>());

    [Fact]
    public void Every_activity_says_what_it_is_in_both_languages() =>
        Assert.All(TestData.Registry.Descriptors, d => Assert.All([d.Declaration.En, d.Declaration.Fr, d.Declaration.DescriptionEn, d.Declaration.DescriptionFr], Assert.NotEmpty));
}
