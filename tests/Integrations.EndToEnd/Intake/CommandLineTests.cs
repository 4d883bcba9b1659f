using System.Diagnostics;
using System.Text.Json.Nodes;
using Integrations.Host.Settings;

namespace Integrations.EndToEnd.Intake;

/// <summary>The commands as a child process, as whoever types them sees them.</summary>
public sealed class CommandLineTests
{
    public static TheoryData<string> Samples { get; } =
        [.. Directory.EnumerateFiles(WorkspaceFolder.Find().Samples, "*.json").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Plan_prints_the_expected_block_of_each_sample_and_nothing_else(string sample)
    {
        var file = Path.Combine(WorkspaceFolder.Find().Samples, sample);
        var (code, output, errors) = await RunAsync("plan", file, "--json");
        Assert.Equal((0, ""), (code, errors));
        var expected = JsonNode.Parse(await File.ReadAllBytesAsync(file))!["expected"];
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(output)), output);
    }

    [Fact]
    public async Task Deadlines_computes_the_worked_examples_from_their_inputs_alone()
    {
        var examples = JsonNode.Parse(await File.ReadAllBytesAsync(Path.Combine(AppContext.BaseDirectory, "Data", "deadline_examples.json")))!.AsArray();
        Assert.Equal(19, examples.Count);
        var questions = examples.DeepClone().AsArray();
        foreach (var question in questions)
            question!.AsObject().Remove("expected");
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, questions.ToJsonString());
            var (code, output, errors) = await RunAsync("deadlines", file, "--json");
            Assert.Equal((0, ""), (code, errors));
            Assert.True(JsonNode.DeepEquals(examples, JsonNode.Parse(output)), output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("plan", "{ \"firm\": ")]
    [InlineData("plan", "{ \"sites\": \"Vitré\" }")]
    [InlineData("deadlines", "[ {")]
    [InlineData("deadlines", "{ }")]
    public async Task A_broken_file_ends_with_1_a_French_sentence_on_standard_error_and_silence_on_standard_output(string command, string content)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, content);
            var (code, output, errors) = await RunAsync(command, file, "--json");
            Assert.Equal((1, ""), (code, output));
            Assert.StartsWith($"✗ « {Path.GetFileName(file)} »", errors, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Integrations.Host.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}
