namespace Integrations.Host.Tests.ElsaApi;

public sealed class ContractTests
{
    [Fact]
    public async Task The_exchanges_of_the_real_server_are_answered_in_the_same_shapes()
    {
        await using var api = await ServedStudioApi.StartAsync();
        var replay = new ContractReplay(api);
        var differences = new List<string>();

        foreach (var file in ContractReplay.Files)
            differences.AddRange((await replay.PlayAsync(file)).Select(difference => $"{file}: {difference}"));

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences.Take(200))}");
    }
}
