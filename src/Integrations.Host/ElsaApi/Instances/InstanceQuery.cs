using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Runtime.Instances;
using Integrations.Runtime.Stores;
using Integrations.Workflows.Execution;

namespace Integrations.Host.ElsaApi.Instances;

/// <summary>What the list of instances is asked for: in the body of a POST, as Studio sends it, or in the query of a GET. Empty means no filter.</summary>
internal sealed class InstanceQuery
{
    private const int DefaultPageSize = 100;

    /// <summary>Rows of a page at most, whatever is asked for.</summary>
    private const int MaxPageSize = 10_000;

    private readonly Func<string, IReadOnlyList<string>> _values;
    private readonly JsonArray? _instants;

    private InstanceQuery(Func<string, IReadOnlyList<string>> values, JsonArray? instants) => (_values, _instants) = (values, instants);

    /// <summary>Of the body of a POST.</summary>
    public static InstanceQuery Of(JsonObject body) => new(name => Texts(body[name]), body["timestampFilters"] as JsonArray);

    /// <summary>Of the query of a GET.</summary>
    public static InstanceQuery Of(IQueryCollection query) => new(name => [.. query[name].Where(value => !string.IsNullOrEmpty(value)).Select(value => value!)], null);

    /// <summary>The part that is asked for.</summary>
    public PageRequest Page()
    {
        var take = Math.Clamp(Number("pageSize") ?? Number("take") ?? DefaultPageSize, 1, MaxPageSize);
        return new PageRequest((int)Math.Min(Number("skip") ?? (long)Math.Max(Number("page") ?? 0, 0) * take, int.MaxValue), take);
    }

    /// <summary>The filter.</summary>
    /// <exception cref="InstanceQueryException">A value is none of those that are allowed.</exception>
    public InstanceFilter Filter()
    {
        var order = Text("orderBy") is { } text ? Order(text) : InstanceOrder.Created;
        var direction = Text("orderDirection");
        var filter = new InstanceFilter
        {
            SearchTerm = Text("searchTerm"),
            InstanceIds = List("ids"),
            DefinitionId = Text("definitionId"),
            DefinitionIds = List("definitionIds"),
            DefinitionVersionId = Text("definitionVersionId"),
            DefinitionVersion = Number("version"),
            CorrelationId = Text("correlationId"),
            ParentInstanceId = Text("parentWorkflowInstanceIds"),
            Statuses = Members<WorkflowStatus>("status", "statuses"),
            SubStatuses = Members<WorkflowSubStatus>("subStatus", "subStatuses"),
            HasIncidents = Flag("hasIncidents"),
            Order = order,
            Ascending = direction is null ? Text("orderBy") is not null : direction.Equals("Ascending", StringComparison.OrdinalIgnoreCase),
        };
        return (_instants ?? []).Select((node, place) => (Node: node as JsonObject, Place: place))
            .Aggregate(filter, (so, instant) => With(so, instant.Node ?? [], instant.Place));
    }

    private static InstanceOrder Order(string text) => text.ToUpperInvariant() switch
    {
        "CREATED" => InstanceOrder.Created,
        "LASTEXECUTED" => InstanceOrder.Updated,
        "FINISHED" => InstanceOrder.Finished,
        "NAME" => InstanceOrder.Name,
        _ => throw new InstanceQueryException("orderBy", $"« {text} » n'est pas un ordre : Created, LastExecuted, Finished ou Name."),
    };

    private static InstanceFilter With(InstanceFilter filter, JsonObject instant, int place)
    {
        if (!DateTimeOffset.TryParse((string?)instant["timestamp"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw Bad("La date (timestamp) manque ou ne peut pas être lue.");
        var range = Texts(instant["operator"]) is [var name] ? Range(name, at.ToUniversalTime()) : null;
        if (range is null) throw Bad("Opérateur inconnu : Is, IsNot, GreaterThan, GreaterThanOrEqual, LessThan ou LessThanOrEqual.");
        return ((string?)instant["column"])?.ToUpperInvariant() switch
        {
            "CREATEDAT" => filter with { Created = filter.Created.And(range) },
            "UPDATEDAT" => filter with { Updated = filter.Updated.And(range) },
            "FINISHEDAT" => filter with { Finished = filter.Finished.And(range) },
            _ => throw Bad("Colonne inconnue : CreatedAt, UpdatedAt ou FinishedAt."),
        };

        InstanceQueryException Bad(string text) => new("generalErrors", $"Filtre de date n° {place + 1} : {text}");
    }

    private static InstantRange? Range(string name, DateTimeOffset at) => name.ToUpperInvariant() switch
    {
        "IS" => new InstantRange(at, at),
        "ISNOT" => new InstantRange(Except: at),
        "GREATERTHAN" => new InstantRange(From: at.AddTicks(1)),
        "GREATERTHANOREQUAL" => new InstantRange(From: at),
        "LESSTHAN" => new InstantRange(To: at.AddTicks(-1)),
        "LESSTHANOREQUAL" => new InstantRange(To: at),
        _ => null,
    };

    /// <summary>Elsa's "Interrupted" is no sub-status here: it fits none.</summary>
    private List<T>? Members<T>(string one, string many)
        where T : struct, Enum
    {
        string[] names = [.. _values(one), .. _values(many)];
        if (names.Length == 0) return null;
        var members = new List<T>();
        foreach (var name in names)
        {
            if (Enum.TryParse<T>(name, ignoreCase: true, out var member) && Enum.IsDefined(member)) members.Add(member);
            else if (name != "Interrupted") throw new InstanceQueryException(one, $"« {name} » n'est pas une valeur connue : {string.Join(", ", Enum.GetNames<T>())}.");
        }

        return members;
    }

    private string? Text(string name) => _values(name) is [var text, ..] && !string.IsNullOrWhiteSpace(text) ? text : null;

    private int? Number(string name)
    {
        if (Text(name) is not { } text) return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new InstanceQueryException(name, $"« {text} » n'est pas un nombre entier.");
    }

    private bool? Flag(string name)
    {
        if (Text(name) is not { } text) return null;
        return bool.TryParse(text, out var flag) ? flag : throw new InstanceQueryException(name, $"« {text} » n'est ni true ni false.");
    }

    private IReadOnlyList<string>? List(string name) => _values(name) is { Count: > 0 } values ? values : null;

    private static IReadOnlyList<string> Texts(JsonNode? node) => node switch
    {
        JsonArray list => [.. list.SelectMany(Texts)],
        JsonValue value when value.GetValueKind() is not JsonValueKind.Null => [value.ToString()],
        _ => [],
    };
}

/// <summary>A list is asked for by something that is no filter.</summary>
/// <param name="member">The member or parameter.</param>
/// <param name="message">What is wrong, in French.</param>
internal sealed class InstanceQueryException(string member, string message) : Exception(message)
{
    /// <summary>The member or parameter.</summary>
    public string Member { get; } = member;
}
