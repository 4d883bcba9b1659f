using System.Text.Json.Nodes;
using Integrations.EndToEnd.Portal;
using Integrations.Guichet.Activities;
using Integrations.Workflows.Activities;

namespace Integrations.EndToEnd.Studio;

public sealed class SignTests
{
    private static readonly string[] Assets = ["src", "Integrations.Host", "wwwroot", "assets", "studio"];

    [Fact]
    public void Each_of_our_activities_has_a_sign_of_its_own_in_the_designer()
    {
        var style = File.ReadAllText(Path.Combine(Repository.Folder(Assets), "activities.css"));
        var ours = typeof(GuichetActivities).Assembly.GetTypes()
            .Select(type => type.GetCustomAttributes(typeof(ActivityAttribute), false).OfType<ActivityAttribute>().FirstOrDefault(declared => !declared.IsHidden)?.TypeName)
            .OfType<string>().ToList();
        Assert.Contains("Guichet.OpenFile", ours);
        Assert.DoesNotContain(ours, type => !style.Contains($"[data-activity=\"{type}\"] {{ --own-icon:", StringComparison.Ordinal));
        foreach (var sign in System.Text.RegularExpressions.Regex.Matches(style, "icons/[a-z0-9-]+\\.svg").Select(match => match.Value))
            Assert.True(File.Exists(Path.Combine(Repository.Folder(Assets), sign)), sign);
    }

    [Fact]
    public void Each_way_out_of_our_activities_has_a_French_name_on_the_canvas()
    {
        var texts = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Folder(Assets), "fr.json")))!["texts"]!.AsObject();
        var outcomes = typeof(GuichetActivities).Assembly.GetTypes()
            .SelectMany(type => type.GetCustomAttributes(typeof(OutcomesAttribute), false).OfType<OutcomesAttribute>().SelectMany(declared => declared.Names)).Distinct().ToList();
        Assert.Contains("NotSought", outcomes);
        Assert.DoesNotContain(outcomes, outcome => !texts.ContainsKey(outcome));
    }
}
