using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace Integrations.EndToEnd.Architecture;

/// <summary>Arrows point down only: Host -> Simulators, Partners -> Runtime, Guichet -> Workflows.</summary>
public sealed class ArchitectureTests
{
    private static readonly Assembly Workflows = typeof(Workflows.Execution.BurstContext).Assembly;
    private static readonly Assembly Runtime = typeof(Runtime.Stores.UnitOfWork).Assembly;
    private static readonly Assembly Guichet = typeof(Guichet.Calendar.Period).Assembly;
    private static readonly Assembly Partners = Assembly.Load("Integrations.Partners");
    private static readonly Assembly Simulators = Assembly.Load("Integrations.Simulators");
    private static readonly Assembly Host = Assembly.Load("Integrations.Host");

    private static readonly ArchUnitNET.Domain.Architecture House =
        new ArchLoader().LoadAssemblies(Workflows, Runtime, Guichet, Partners, Simulators, Host).Build();

    [Fact]
    public void Workflows_knows_nobody() => Holds(Workflows, Runtime, Guichet, Partners, Simulators, Host);

    [Fact]
    public void Runtime_knows_only_Workflows() => Holds(Runtime, Guichet, Partners, Simulators, Host);

    [Fact]
    public void Guichet_knows_only_Workflows() => Holds(Guichet, Runtime, Partners, Simulators, Host);

    [Fact]
    public void Partners_does_not_know_the_host_or_the_simulators() => Holds(Partners, Simulators, Host);

    [Fact]
    public void Simulators_stand_outside() => Holds(Simulators, Workflows, Runtime, Guichet, Partners, Host);

    [Fact]
    public void Guichet_knows_Workflows_only_from_its_activities() =>
        Types().That().ResideInAssembly(Guichet).And().DoNotResideInNamespaceMatching(@"Integrations\.Guichet\.Activities.*")
            .Should().NotDependOnAny(Types().That().ResideInAssembly(Workflows)).Check(House);

    [Fact]
    public void Workflows_and_Guichet_read_no_clock_and_no_file()
    {
        string[] forbidden = ["System.IO.File", "System.Net.Http.HttpClient", "System.TimeProvider"];
        foreach (var assembly in new[] { Workflows, Guichet })
            Types().That().ResideInAssembly(assembly)
                .Should().NotDependOnAny(Types().That().HaveFullNameMatching(string.Join('|', forbidden.Select(System.Text.RegularExpressions.Regex.Escape).Select(f => $"^{f}$"))))
                .WithoutRequiringPositiveResults().Check(House);
    }

    private static void Holds(Assembly from, params Assembly[] to)
    {
        foreach (var target in to)
            Types().That().ResideInAssembly(from).Should().NotDependOnAny(Types().That().ResideInAssembly(target))
                .WithoutRequiringPositiveResults().Check(House);
    }
}
