using System.Globalization;
using System.Xml.Linq;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Timeline;

/// <summary>The few shapes of the drawing.</summary>
internal sealed record TimelineCanvas(TimelineShape Shape, TimelineScale Scale, Tongue Tongue)
{
    /// <summary>A width that holds the words: the face's average letter is about half as wide as it is high.</summary>
    public double WidthOf(Text words) => words.In(Tongue).Length * Shape.TextSize * 0.52;

    /// <summary>Words that begin at a place, or end or stand around it.</summary>
    public XElement Words(string kind, double x, double y, Text words, string anchor = "start")
    {
        var element = new XElement("text",
            new XAttribute("class", kind), new XAttribute("x", Number(x)), new XAttribute("y", Number(y)), words.In(Tongue));
        if (anchor != "start")
            element.Add(new XAttribute("text-anchor", anchor));
        return element;
    }

    /// <summary>A bar, at least as wide as it is high so that a short period is seen.</summary>
    public static XElement Bar(string kind, double from, double to, double top, double height) => new("rect",
        new XAttribute("class", kind),
        new XAttribute("x", Number(from)),
        new XAttribute("y", Number(top)),
        new XAttribute("width", Number(Math.Max(to - from, height))),
        new XAttribute("height", Number(height)),
        new XAttribute("rx", 2));

    /// <summary>Words on lines of so many letters at most; what does not fit is cut with an ellipsis.</summary>
    public static IReadOnlyList<string> Lines(string words, int letters, int most)
    {
        var lines = new List<string>();
        foreach (var word in words.Split(' '))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= letters)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        }

        if (lines.Count <= most)
            return lines;

        var last = lines[most - 1];
        return [.. lines.Take(most - 1), (last.Length < letters ? last : last[..(letters - 1)]) + "…"];
    }

    /// <summary>A thin line.</summary>
    public static XElement Line(string kind, double x1, double y1, double x2, double y2) => new("line",
        new XAttribute("class", kind),
        new XAttribute("x1", Number(x1)), new XAttribute("y1", Number(y1)),
        new XAttribute("x2", Number(x2)), new XAttribute("y2", Number(y2)));

    /// <summary>A coordinate, to a tenth.</summary>
    public static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
