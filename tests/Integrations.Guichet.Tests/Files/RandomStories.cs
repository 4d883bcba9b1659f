using CsCheck;
using Integrations.Guichet.Calendar;
using Integrations.Guichet.Clocks;
using Integrations.Guichet.Files;
using Integrations.Guichet.Files.Facts;

namespace Integrations.Guichet.Tests.Files;

/// <summary>Files on which anything may happen in any order; acts that may not be done are refused and leave nothing.</summary>
internal static class RandomStories
{
    private static readonly string[] Keys = ["PC", "ICPE_E", "AE", "AIDE_IMMO", "IOTA_D", "RACC_HTA"];

    public static Gen<(int Act, int Key, int Days)[]> Any { get; } = Gen.Select(Gen.Int[0, 17], Gen.Int[0, 5], Gen.Int[0, 25]).Array[0, 25];

    public static FileStory Play(IEnumerable<(int Act, int Key, int Days)> steps)
    {
        var story = new FileStory("67462", "2026-11-30");
        foreach (var (act, key, days) in steps)
        {
            var day = story.File.Place.DateOf(story.Now).AddDays(days);
            story.Until($"{day:yyyy-MM-dd}T09:00");
            story.Try(session => Act(session, act, Keys[key], day, story.File));
        }
        return story;
    }

    private static Refusal? Act(FileSession session, int act, string key, DateOnly today, InstallationFile file) => act switch
    {
        0 or 1 => session.OpenProcedure(new(key, key, key)) ?? session.Deposit(key),
        2 => session.OpenProcedure(new(key, key, key)) ?? session.Deposit(key, today.AddDays(-3), missingPieces: ["A", "B"]),
        3 => session.RequestPieces(key, ["A"], NotificationChannel.Electronic),
        4 => session.RequestPieces(key, ["B", "C"], NotificationChannel.RegisteredLetter, today.AddDays(-2), today.AddDays(30), asCourtesy: true),
        5 => session.ReceivePieces(key, ["A"], today.AddDays(-1)),
        6 => session.ReceivePieces(key, ["A", "B", "C"]),
        7 => session.DeclareComplete(key, "mairie"),
        8 => session.DeclareCompleteAndRegular(key, "préfet"),
        9 => session.ModifyPeriod(key, today.Day % 2 == 0 ? "R*423-24" : "R*423-25", today),
        10 => session.ExtendIcpe(key, today),
        11 => session.ReachPhase(key, today.Day % 2 == 0 ? EnvironmentalPhase.Consultation : EnvironmentalPhase.Decision, today, today.Month % 2 == 0),
        12 => session.RecordDecision(key, (DecisionKind)(today.Day % 5), today, today),
        13 => session.PostPanel(key, today) ?? session.ReceiveLegality(key, today),
        14 => session.SendTask(new($"t{file.Version}", "sdis", "SDIS", "sdis", TaskKind.Opinion, "Avis ?")
        {
            Procedure = file.Procedure(key)?.Key,
            Within = new Period.Months(1),
            Silence = today.Day % 2 == 0 ? SilenceMeaning.DeemedFavourableOpinion : SilenceMeaning.None,
        }),
        15 => file.Tasks is [.., var last] ? session.AnswerTask(last.Id, new((AnswerKind)(today.Day % 6), today, "Dupont")) : null,
        16 => file.Checks is [.., var check] ? session.CloseCheck(check.Id, today.Day % 2 == 0) : null,
        _ => session.SuspendClock(key, today, today.AddDays(20), "pièces"),
    };
}
