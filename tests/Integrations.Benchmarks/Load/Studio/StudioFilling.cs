using System.Globalization;
using System.Text.Json.Nodes;
using Integrations.Benchmarks.Workloads;
using Integrations.Host.Access;
using Integrations.Host.Access.Keys;
using Integrations.Host.Desk;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Processing;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Integrations.Workflows.Execution;

namespace Integrations.Benchmarks.Load.Studio;

/// <summary>
/// Fills the store of a service with a town's years: many definitions in many versions, each as long as those of the desk, and instances in
/// every state on all of them. Each instance has its own burst, journal and state; only their instants and their end are dealt.
/// </summary>
internal static class StudioFilling
{
    private const int Batch = 1_000;

    /// <summary>One in ten has a draft above the version that is published.</summary>
    private const int Drafts = 10;

    /// <summary>One in twenty is a tool of others.</summary>
    private const int Usable = 20;

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private static readonly string[] Subjects = ["Permis de construire", "Déclaration préalable", "Installation classée", "Raccordement", "Avis du SDIS", "Aide à l'embauche", "Voirie"];

    /// <summary>Fills the store in a file.</summary>
    /// <returns>What the lists are asked for.</returns>
    public static async Task<FilledStudio> FillAsync(string path, Scale scale)
    {
        var options = new RuntimeOptions { Store = SqliteWorkflowStore.OpenFile(path), Activities = DeskParts.Activities, Workers = 0 };
        await using var runtime = await WorkflowRuntime.StartAsync(options);
        for (var number = 0; number < scale.ListedDefinitions; number++)
            await options.Store.CommitAsync(new UnitOfWork { Definitions = [.. Enumerable.Range(1, scale.VersionsOfListed).Select(version => Version(number, version, scale))] });
        await runtime.Definitions.RefreshAsync();
        await FillInstancesAsync(runtime, options, scale);
        await runtime.Definitions.PublishAsync(Long());
        var one = await runtime.StartInstanceAsync(new StartInstance("long", "long-1"));
        var (_, key) = await new ApiKeyStore(options.Store).CreateAsync("load", DeskRole.Administrator, "load", Now, null);
        return new FilledStudio(key.Reveal(), one.InstanceId, JournalReading.Executions(await options.Store.GetJournalAsync(one.InstanceId))[^1].Id);
    }

    /// <summary>Logical id of a definition.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"procedure-{number:000}");

    private static DefinitionVersion Version(int number, int version, Scale scale)
    {
        var json = JsonNode.Parse(Workload.Event.Json)!.AsObject();
        json["definitionId"] = IdOf(number);
        json["name"] = string.Create(CultureInfo.InvariantCulture, $"{Subjects[number % Subjects.Length]} {number:000}");
        json["description"] = string.Create(CultureInfo.InvariantCulture, $"Instruction à la mairie, état {version}.");
        json["options"] = new JsonObject { ["usableAsActivity"] = number % Usable == 1 };
        // As long as a drawing with its places, words and expressions.
        ((JsonObject)json["root"]!["metadata"]!)["description"] = string.Join(' ', Enumerable.Range(0, 1_000).Select(word => $"mot{(word * 7 + version) % 97}"));
        return new DefinitionVersion
        {
            VersionId = string.Create(CultureInfo.InvariantCulture, $"{IdOf(number)}.{version}"),
            DefinitionId = IdOf(number),
            Version = version,
            Name = (string)json["name"]!,
            Description = (string)json["description"]!,
            Json = json.ToJsonString(),
            Hash = string.Create(CultureInfo.InvariantCulture, $"{number}/{version}"),
            Published = IsReleased(number, version, scale) && !IsReleased(number, version + 1, scale),
            Released = IsReleased(number, version, scale),
            CreatedAt = Now.AddDays(-400 + version * 15).AddMinutes(number * 7919 % 20_000),
            ModifiedBy = "Camille Référent",
        };
    }

    private static bool IsReleased(int number, int version, Scale scale) => version <= scale.VersionsOfListed - (number % Drafts == 0 ? 1 : 0);

    private static async Task FillInstancesAsync(WorkflowRuntime runtime, RuntimeOptions options, Scale scale)
    {
        var random = new Random(20261124);
        string[] released =
        [
            .. from version in Enumerable.Range(1, scale.VersionsOfListed)
               from number in Enumerable.Range(0, scale.ListedDefinitions)
               where IsReleased(number, version, scale)
               select string.Create(CultureInfo.InvariantCulture, $"{IdOf(number)}.{version}"),
        ];
        List<UnitOfWork> units = [];
        var committing = (Task)Task.CompletedTask;
        for (var i = 0; i < scale.ListedInstances; i++)
        {
            // Those of one version follow each other, so that it is compiled once.
            var plan = await runtime.Definitions.FindPlanAsync(released[(int)((long)i * released.Length / scale.ListedInstances)]);
            units.Add(Instance(options, plan!, random));
            if (units.Count < Batch) continue;
            await committing;
            committing = CommitAsync(options.Store, units);
            units = [];
        }

        await committing;
        await CommitAsync(options.Store, units);
    }

    private static Task<CommitResult> CommitAsync(IWorkflowStore store, List<UnitOfWork> units) => store.CommitAsync(new UnitOfWork
    {
        Instances = [.. units.SelectMany(unit => unit.Instances)],
        BookmarksAdded = [.. units.SelectMany(unit => unit.BookmarksAdded)],
        Journal = [.. units.SelectMany(unit => unit.Journal)],
    });

    private static UnitOfWork Instance(RuntimeOptions options, WorkflowPlan plan, Random random)
    {
        var created = Now.AddMinutes(-random.Next(400 * 24 * 60));
        var state = InstanceState.New(plan, OrderedId.New(created), string.Create(CultureInfo.InvariantCulture, $"IMP-2026-74-{random.Next(25_000):000000}"));
        var count = 0;
        var context = new BurstContext { Now = created, NewId = () => $"{state.InstanceId}-{++count}", Limits = options.Limits };
        var unit = BurstUnit.Of(options, null, state, Burst.Run(plan, state, new Stimulus.Start(StimulusInput.None), context), created);
        var row = unit.Instances[0];
        var header = Dealt(row.Header, random);
        return unit with
        {
            Instances = [new InstanceRow(header, row.State)],
            BookmarksAdded = header.Status == WorkflowStatus.Running ? unit.BookmarksAdded : [],
        };
    }

    /// <summary>Most have come to their end; some wait, some failed, some were cancelled.</summary>
    private static InstanceHeader Dealt(InstanceHeader header, Random random)
    {
        var updated = header.CreatedAt.AddMinutes(random.Next(60 * 24 * 60));
        var named = header with { UpdatedAt = updated, Name = random.Next(2) == 0 ? null : $"{Subjects[random.Next(Subjects.Length)]} de l'entreprise {random.Next(5_000)}" };
        var ended = named with { Status = WorkflowStatus.Finished, FinishedAt = updated };
        return random.Next(20) switch
        {
            < 13 => ended with { SubStatus = WorkflowSubStatus.Finished },
            < 17 => named,
            < 18 => ended with { SubStatus = WorkflowSubStatus.Faulted, IncidentCount = 1 },
            < 19 => named with { IncidentCount = 2 },
            _ => ended with { SubStatus = WorkflowSubStatus.Cancelled },
        };
    }

    /// <summary>A hundred steps one after the other.</summary>
    private static string Long() => new JsonObject
    {
        ["definitionId"] = "long",
        ["name"] = "Cent étapes",
        ["root"] = new JsonObject
        {
            ["id"] = "root",
            ["type"] = "Elsa.Sequence",
            ["activities"] = new JsonArray([.. Enumerable.Range(1, 100).Select(step => (JsonNode)new JsonObject
            {
                ["id"] = $"step{step}",
                ["type"] = "Elsa.WriteLine",
                ["text"] = new JsonObject { ["typeName"] = "String", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = "fait" } },
            })]),
        },
    }.ToJsonString();
}

/// <summary>What was filled in.</summary>
/// <param name="Key">The text of an API key of an administrator.</param>
/// <param name="InstanceId">An instance with a hundred steps.</param>
/// <param name="ExecutionId">Its last step.</param>
internal sealed record FilledStudio(string Key, string InstanceId, string ExecutionId);
