using System.Text.Json;
using Integrations.EndToEnd.Scenarios;
using Integrations.Guichet.Files.Facts;
using Integrations.Host.Settings;
using Integrations.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Integrations.EndToEnd.Observation;

/// <summary>What a log may hold, whatever level somebody asks for.</summary>
public sealed class LogTests
{
    private const string Answering = "Cne Morel-Quéméneur";
    private const string Comment = "Une réserve de 120 m³ derrière le hangar.";

    /// <summary>Names of the properties of a form that say who somebody is, or how they are reached.</summary>
    private static readonly HashSet<string> Personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "firstName", "lastName", "email", "phone", "mobile", "siret", "siren", "legalName", "tradeName", "fullName", "address", "street",
    };

    [Fact]
    public async Task At_Debug_the_log_of_a_file_from_its_form_to_an_answer_holds_no_secret_no_link_and_nobody()
    {
        var log = new KeptLog();
        await using var desk = await DeskInVirtualTime.WithSampleAsync(
            "03", "2027-01-15 09:00", services => services.AddLogging(logging => logging.AddProvider(log)), "Logging:LogLevel:Default=Debug");
        await desk.Until("2027-01-20 15:00");
        var task = (await desk.Installation()).Tasks.First(asked => asked.IsOpen);
        var link = await desk.LinkOf(task);
        await desk.Answer("2027-01-20 15:00", task, AnswerKind.FavourableWithPrescriptions, Comment, Answering);
        foreach (var address in new[] { "/", "/dossiers", $"/dossiers/{desk.Number}", "/exploitation", "/suivi/not-a-token-of-ours", link })
        {
            using var page = await desk.Browser.GetAsync(address);
        }

        using (var forged = await desk.PostFormAsync("generic", "{}"u8.ToArray(), "another-secret-of-somebody"))
            Assert.Equal(System.Net.HttpStatusCode.Unauthorized, forged.StatusCode);

        string[] never =
        [
            DeskInVirtualTime.Secret, "another-secret-of-somebody", "not-a-token-of-ours", link.Split('/')[^1], Answering, Comment, "@", "key-of-the-links",
            .. await PeopleOfAsync("03"),
        ];
        Assert.True(never.Length > 12, "The sample names people.");
        Assert.Contains(log.Lines, line => line.StartsWith("Debug ", StringComparison.Ordinal) || line.StartsWith("Information ", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => never.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task<IReadOnlyList<string>> PeopleOfAsync(string sample)
    {
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(Directory.EnumerateFiles(WorkspaceFolder.Find().Samples, sample + "-*.json").Single()));
        var found = new HashSet<string>(StringComparer.Ordinal);
        Collect(json.RootElement, null);
        return [.. found];

        void Collect(JsonElement element, string? name)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in element.EnumerateObject()) Collect(property.Value, property.Name);
                    break;
                case JsonValueKind.Array:
                    foreach (var item in element.EnumerateArray()) Collect(item, name);
                    break;
                case JsonValueKind.String when name is not null && Personal.Contains(name) && element.GetString() is { Length: > 3 } value:
                    found.Add(value);
                    break;
            }
        }
    }
}
