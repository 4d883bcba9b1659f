using System.CommandLine;
using System.Globalization;
using Integrations.Host.Settings;

namespace Integrations.Host.CommandLine;

/// <summary>Posts one of the invented files to a running host, signed as our own generic source.</summary>
internal static class SendSampleCommand
{
    public static Command Create()
    {
        var number = new Argument<int>("N") { Description = "Numéro du dossier d'exemple : 1 à 7, 9, 10, 14." };
        var secret = new Option<string>("--secret") { Description = "Secret de la source generic.", DefaultValueFactory = _ => Demo.DemoWorld.WebhookSecret };
        var command = new Command("send-sample", "Envoie un dossier d'exemple à un service démarré.") { number, secret, Shared.Url, Shared.Json };
        command.SetAction(async (parsed, cancellation) =>
        {
            var prefix = parsed.GetRequiredValue(number).ToString("D2", CultureInfo.InvariantCulture) + "-";
            var folder = WorkspaceFolder.Find().Samples;
            var file = Directory.EnumerateFiles(folder, prefix + "*.json").FirstOrDefault();
            return file is null
                ? Report.Fail($"Il n'y a pas d'exemple {prefix[..2]} dans {folder}.")
                : await SendCommand.SendAsync(
                    await File.ReadAllBytesAsync(file, cancellation), "application/json", "generic", parsed.GetRequiredValue(secret),
                    parsed.GetRequiredValue(Shared.Url), parsed.GetValue(Shared.Json), cancellation);
        });
        return command;
    }
}
