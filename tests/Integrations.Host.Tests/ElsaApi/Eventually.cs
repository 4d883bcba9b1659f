namespace Integrations.Host.Tests.ElsaApi;

/// <summary>Waits for what the workers of the runtime do soon.</summary>
internal static class Eventually
{
    /// <summary>Returns once it is true; a test that waits for what never comes is cut by its own limit.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!await condition()) await Task.Delay(20, limit.Token);
    }
}
