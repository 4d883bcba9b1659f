using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Json.Nodes;

namespace Integrations.Workflows.Activities;

/// <summary>
/// The path of an HttpEndpoint, as a designer writes it: literal segments, {parameters}, an optional last one {name?}, a rest {*name},
/// each with a constraint or none ({id:int}). Literals are compared without regard to case.
/// </summary>
/// <remarks>
/// A template has a shape, "/orders/{}", which is its stimulus key. A request is looked up by every shape that its path could have
/// (<see cref="KeysFor"/>), the most literal first: so what waits is found by key, whatever the number of templates.
/// </remarks>
public sealed class HttpPathTemplate
{
    /// <summary>Segments of a template that has parameters; longer ones are literal only.</summary>
    public const int MaxSegments = 8;

    /// <summary>Parameters of a template.</summary>
    public const int MaxParameters = 4;

    private const string KeyPrefix = "Elsa.HttpEndpoint:";
    private const string AnySegment = "{}";
    private const string AnyRest = "{*}";

    private readonly Segment[] _segments;

    private HttpPathTemplate(string path, Segment[] segments)
    {
        Path = path;
        _segments = segments;
    }

    /// <summary>The template with a slash in front and none behind, as Elsa shows it: "/orders/{id}".</summary>
    public string Path { get; }

    /// <summary>Its shapes: one, or two when its last parameter may be missing.</summary>
    public IEnumerable<string> Shapes
    {
        get
        {
            yield return Shape(_segments);
            if (_segments is [.., { IsOptional: true }]) yield return Shape(_segments[..^1]);
        }
    }

    /// <summary>The stimulus key of a method and a shape.</summary>
    public static string Key(string method, string shape) => string.Concat(KeyPrefix, method.ToLowerInvariant(), ":", shape);

    /// <summary>The keys under which something may wait for this request, the most literal first.</summary>
    /// <param name="method">HTTP method, in any case.</param>
    /// <param name="path">Path of the request below the base path, decoded.</param>
    public static IEnumerable<string> KeysFor(string method, string path)
    {
        var segments = Split(path);
        foreach (var shape in ShapesOf(segments, "")) yield return Key(method, shape);
        for (var kept = segments.Length; kept >= 0; kept--)
            foreach (var shape in ShapesOf(segments[..kept], kept == 0 ? AnyRest : "/" + AnyRest))
                yield return Key(method, shape);
    }

    /// <summary>Reads a template.</summary>
    /// <param name="text">With or without a slash in front.</param>
    /// <param name="template">The template.</param>
    /// <param name="problem">What is wrong with it, in French.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out HttpPathTemplate? template, [NotNullWhen(false)] out string? problem)
    {
        template = null;
        problem = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            problem = "Le chemin est vide.";
            return false;
        }

        var parts = Split(text.Trim());
        var segments = new Segment[parts.Length];
        for (var i = 0; i < parts.Length && problem is null; i++) segments[i] = Segment.Read(parts[i], isLast: i == parts.Length - 1, out problem);
        var parameters = segments.Count(segment => segment.Name is not null);
        if (problem is null && parameters > 0 && (parameters > MaxParameters || segments.Length > MaxSegments))
            problem = $"Un chemin à paramètres a {MaxParameters} paramètres et {MaxSegments} segments au plus.";
        if (problem is null && segments.Where(s => s.Name is not null).DistinctBy(s => s.Name, StringComparer.OrdinalIgnoreCase).Count() != parameters)
            problem = "Deux paramètres du chemin portent le même nom.";
        if (problem is not null) return false;
        template = new HttpPathTemplate("/" + string.Join('/', parts), segments);
        return true;
    }

    /// <summary>The values of the parameters when the path fits; null when it does not.</summary>
    public JsonObject? Match(string path)
    {
        var parts = Split(path);
        var values = new JsonObject();
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            if (segment.IsRest)
            {
                values[segment.Name!] = string.Join('/', parts[Math.Min(i, parts.Length)..]);
                return values;
            }

            if (i >= parts.Length) return segment.IsOptional ? values : null;
            if (!segment.Accepts(parts[i])) return null;
            if (segment.Name is { } name) values[name] = parts[i];
        }

        return parts.Length == _segments.Length ? values : null;
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string Shape(Segment[] segments) => "/" + string.Join('/', segments.Select(segment => segment.Shape));

    /// <summary>All ways in which some of the segments may be parameters; the bit of the first segment counts most.</summary>
    private static IEnumerable<string> ShapesOf(string[] segments, string end)
    {
        var literal = Array.ConvertAll(segments, segment => segment.ToLowerInvariant());
        var masks = segments.Length > MaxSegments ? 1u : 1u << segments.Length;
        for (var mask = 0u; mask < masks; mask++)
        {
            if (BitOperations.PopCount(mask) > MaxParameters) continue;
            var shape = literal.Select((segment, i) => (mask >> (literal.Length - 1 - i) & 1) == 1 ? AnySegment : segment);
            yield return string.Concat("/", string.Join('/', shape), end);
        }
    }

    private readonly record struct Segment(string Literal, string? Name, string? Constraint, bool IsOptional, bool IsRest)
    {
        public string Shape => Name is null ? Literal.ToLowerInvariant() : IsRest ? AnyRest : AnySegment;

        public static Segment Read(string text, bool isLast, out string? problem)
        {
            problem = null;
            if (!text.AsSpan().ContainsAny('{', '}')) return new Segment(text, null, null, false, false);
            var inner = text.Length > 2 && text[0] == '{' && text[^1] == '}' ? text[1..^1] : "";
            var isRest = inner.StartsWith('*');
            var isOptional = inner.EndsWith('?');
            var name = inner.TrimStart('*').TrimEnd('?');
            string? constraint = null;
            if (name.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon) (name, constraint) = (name[..colon], name[(colon + 1)..]);
            if (name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-'))
                problem = $"Le segment « {text} » du chemin n'est ni un texte ni un paramètre entre accolades.";
            else if (constraint is not null && !RouteConstraints.Knows(constraint))
                problem = $"La contrainte « {constraint} » du chemin est inconnue ({RouteConstraints.Names}).";
            else if ((isRest || isOptional) && !isLast)
                problem = $"Le paramètre « {name} » doit être le dernier segment du chemin.";
            return new Segment("", name, constraint, isOptional, isRest);
        }

        public bool Accepts(string text) =>
            Name is null ? string.Equals(text, Literal, StringComparison.OrdinalIgnoreCase) : Constraint is null || RouteConstraints.Holds(Constraint, text);
    }
}
