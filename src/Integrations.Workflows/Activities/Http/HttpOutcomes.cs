using System.Globalization;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Activities;

/// <summary>The outcomes of a call in a flowchart, in Elsa's words: the expected status or "Unmatched status code", and "Done"; or why there is no status.</summary>
internal static class HttpOutcomes
{
    private const string Unmatched = "Unmatched status code";
    private const string FailedToConnect = "Failed to connect";
    private const string Timeout = "Timeout";

    public static string[] Of(int statusCode, string[]? expected)
    {
        var text = statusCode.ToString(CultureInfo.InvariantCulture);
        return expected is not { Length: > 0 } ? ["Done"] : [expected.Contains(text) ? text : Unmatched, "Done"];
    }

    public static string[] Of(HttpCallFailure failure) => [failure == HttpCallFailure.Timeout ? Timeout : FailedToConnect];

    /// <summary>Null: only the expression knows.</summary>
    public static IReadOnlyList<string>? Drawn(Input<string[]> expected) =>
        expected.IsConstant ? [.. expected.Constant ?? [], Unmatched, FailedToConnect, Timeout, "Done"] : expected.IsSet ? null : [Unmatched, FailedToConnect, Timeout, "Done"];

    public static IEnumerable<int> Codes(string[]? texts) => (texts ?? []).Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var code) ? code : 0);
}
