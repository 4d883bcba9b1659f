using System.CommandLine;
using Integrations.Conformance;
using Integrations.Conformance.Judging;
using Integrations.Conformance.Page;

var folder = new Argument<DirectoryInfo>("DIR") { Description = "Folder with recordings (*.json)." };
var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
var page = new Option<FileInfo?>("--page") { Description = "Also write the page that says what is held by which recording." };
var root = new RootCommand("Plays recordings of the real Elsa engine on this one and compares.") { folder, json, page };
root.SetAction(parsed =>
{
    var directory = parsed.GetRequiredValue(folder);
    if (!directory.Exists) return Report.Refuse($"{directory.FullName}: no such folder.");
    try
    {
        Recording[] recordings = [.. directory.EnumerateFiles("*.json").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => Recording.Read(file.FullName))];
        if (recordings.Length == 0) return Report.Refuse($"{directory.FullName}: no recordings.");
        Verdict[] verdicts = [.. recordings.AsParallel().AsOrdered().Select(Judge.Of)];
        if (parsed.GetValue(page) is { } target) File.WriteAllText(target.FullName, ConformancePage.Of(recordings, verdicts));
        return parsed.GetValue(json) ? Report.Json(verdicts) : Report.Text(verdicts);
    }
    catch (RecordingFormatException exception)
    {
        return Report.Refuse(exception.Message);
    }
});
return root.Parse(args).Invoke();
