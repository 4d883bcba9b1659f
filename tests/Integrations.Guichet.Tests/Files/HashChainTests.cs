using CsCheck;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;
using Integrations.Guichet.Submissions;

namespace Integrations.Guichet.Tests.Files;

public sealed class HashChainTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 30, 8, 1, 0, TimeSpan.Zero);

    [Fact]
    public void An_untouched_chain_holds_after_it_was_stored_and_read_back() =>
        Assert.Null(HashChain.Verify(Chain().Select(fileEvent => FileJson.Read(FileJson.Write(fileEvent)))));

    [Fact]
    public void A_fact_written_by_an_older_or_newer_version_keeps_its_seal()
    {
        var chain = Chain();
        chain[3] = HashChain.Seal(chain[3] with { Payload = """{"later":1,"type":"NoteAdded","key":"appel","text":"Rappelé"}""" });
        var read = chain.ConvertAll(fileEvent => FileJson.Read(FileJson.Write(fileEvent)));
        Assert.Null(HashChain.Verify(read));
        Assert.Equal(new NoteAdded("appel", "Rappelé"), read[3].Fact);
    }

    [Fact]
    public void A_changed_fact_is_found_where_it_was_changed()
    {
        var chain = Chain();
        chain[2] = chain[2] with { Payload = FileJson.WriteFact(new NoteAdded("appel", "rien")) };
        Assert.Equal(new BrokenLink(3, "chain.content", "Le contenu de l'événement 3 a été modifié."), HashChain.Verify(chain));
    }

    [Fact]
    public void A_changed_fact_that_was_sealed_again_breaks_the_next_link()
    {
        var chain = Chain();
        chain[2] = HashChain.Seal(chain[2] with { Payload = FileJson.WriteFact(new NoteAdded("appel", "rien")) });
        var broken = HashChain.Verify(chain);
        Assert.Equal((4L, "chain.previous"), (broken!.Sequence, broken.Code));
    }

    [Fact]
    public void A_removed_event_leaves_a_gap()
    {
        var chain = Chain();
        chain.RemoveAt(1);
        var broken = HashChain.Verify(chain);
        Assert.Equal((3L, "chain.gap"), (broken!.Sequence, broken.Code));
    }

    [Fact]
    public void Every_field_of_the_envelope_is_under_the_seal() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5]).Sample((index, field) =>
        {
            var chain = Chain();
            var original = chain[index];
            chain[index] = field switch
            {
                0 => original with { Id = original.Id + "x" },
                1 => original with { At = original.At.AddSeconds(1) },
                2 => original with { LegalDate = original.LegalDate.AddDays(1) },
                3 => original with { Actor = new Actor("partenaire") },
                4 => original with { Channel = "autre" },
                _ => original with { Hash = HashChain.Origin },
            };
            Assert.Equal(index + 1, HashChain.Verify(chain)!.Sequence);
        });

    private static List<FileEvent> Chain()
    {
        FileFact[] facts =
        [
            new CaseReceived("IMP-2026-49-000003", Start, new DateOnly(2026, 11, 30), LegalPlace.OfDepartement("49"), new InstallationRequest(), []),
            new ProcedureOpened("PC", "Permis de construire", ClockRules.Of("PC"), LegalPlace.OfDepartement("49")) { Procedure = "PC" },
            new NoteAdded("appel", "Le gérant a appelé."),
            new PartnerTaskSent(
                "sdis-49", "SDIS 49", "sdis", TaskKind.Opinion, "Avis ?", new(2027, 1, 15), new(2027, 2, 15), SilenceMeaning.DeemedFavourableOpinion)
            {
                TaskId = "t1",
            },
        ];
        var events = new List<FileEvent>();
        foreach (var fact in facts)
            events.Add(HashChain.Seal(new FileEvent
            {
                Id = $"e{events.Count + 1}",
                FileId = "f1",
                Sequence = events.Count + 1,
                At = Start.AddMinutes(events.Count),
                LegalDate = new DateOnly(2026, 11, 30),
                Actor = Actor.Clock,
                Channel = "form",
                Payload = FileJson.WriteFact(fact),
                PreviousHash = events.Count == 0 ? HashChain.Origin : events[^1].Hash,
            }));
        return events;
    }
}
