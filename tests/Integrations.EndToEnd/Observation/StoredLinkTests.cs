using System.Text;
using Integrations.EndToEnd.Scenarios;
using Integrations.Guichet.Files.Facts;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Integrations.EndToEnd.Observation;

/// <summary>Whoever reads the database reads the files, and gets no right by it.</summary>
public sealed class StoredLinkTests
{
    [Fact]
    public async Task The_store_holds_no_signed_link_after_a_file_went_from_its_form_to_an_answer()
    {
        var folder = Directory.CreateTempSubdirectory("guichet-links-");
        try
        {
            string number, link;
            await using (var desk = await DeskInVirtualTime.WithSampleAsync(
                "03", "2027-01-15 09:00", services => services.AddSingleton<IWorkflowStore>(SqliteWorkflowStore.OpenFile(Path.Combine(folder.FullName, "desk.db")))))
            {
                await desk.Until("2027-01-20 15:00");
                var task = (await desk.Installation()).Tasks.First(asked => asked.IsOpen);
                (number, link) = (desk.Number, await desk.LinkOf(task));
                await desk.Answer("2027-01-20 15:00", task, AnswerKind.FavourableWithPrescriptions, "Une réserve de 120 m³.", "Cne Morel");
            }

            // Byte by byte, over every table, index and page that is free again.
            var kept = folder.EnumerateFiles("desk.db*").SelectMany(file => File.ReadAllBytes(file.FullName)).ToArray();
            Assert.True(Holds(kept, number), "The file is stored.");
            Assert.StartsWith("/reponse/", link, StringComparison.Ordinal);
            foreach (var part in new[] { link.Split('/')[^1], "/reponse/", "/suivi/" }) Assert.False(Holds(kept, part), part);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool Holds(byte[] kept, string text) => kept.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
