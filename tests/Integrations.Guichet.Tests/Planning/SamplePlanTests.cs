using System.Text.Json.Nodes;
using Integrations.Guichet.Planning;
using Integrations.Guichet.Territory;

namespace Integrations.Guichet.Tests.Planning;

public class SamplePlanTests
{
    public static TheoryData<string> SampleNames => Samples.Names;

    [Theory, MemberData(nameof(SampleNames))]
    public void A_sample_gives_the_plan_it_announces(string name)
    {
        var request = Samples.Request(name);
        var deposit = ProcedurePlanner.DepositDate(request, Rules.Current, TerritoryTable.Current)!.Value;

        var report = PlanReport.ToJson(ProcedurePlanner.Plan(request, deposit, Rules.Current, TerritoryTable.Current));

        var expected = JsonNode.Parse(Samples.Expected(name).GetRawText());
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(report)), $"expected {expected}\nactual {report}");
        Assert.Equal(expected!.AsObject().Select(pair => pair.Key), JsonNode.Parse(report)!.AsObject().Select(pair => pair.Key));
    }
}
