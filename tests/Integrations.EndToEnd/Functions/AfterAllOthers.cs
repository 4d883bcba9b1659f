namespace Integrations.EndToEnd.Functions;

/// <summary>Tests that publish and start processes take both cores: they run by themselves, so that the browsers of the others keep theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AfterAllOthers
{
    public const string Name = "after all others";
}
