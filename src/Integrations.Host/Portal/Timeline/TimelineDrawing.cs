using System.Globalization;
using System.Xml.Linq;
using Integrations.Host.Portal.Language;

namespace Integrations.Host.Portal.Timeline;

/// <summary>
/// Draws the parallel procedures of a file as SVG: a pure function of its rows. Colours and faces come from the style
/// sheet by class, so that one drawing serves light, dark and paper, and no style stands in the page.
/// </summary>
public static class TimelineDrawing
{
    private const int AxisHeight = 60;
    private const int BarHeight = 16;

    /// <summary>The drawing, an <c>svg</c> element. A table with the same dates must follow it in the page.</summary>
    /// <param name="rows">Procedures, in the order in which they are to be shown.</param>
    /// <param name="today">Local date of the desk: the line across all rows.</param>
    /// <param name="tongue">Language of the words in the drawing.</param>
    /// <param name="shape">Layout.</param>
    public static string Draw(IReadOnlyList<TimelineRow> rows, DateOnly today, Tongue tongue, TimelineShape shape)
    {
        var scale = TimelineScale.For(rows, today, shape.Left, shape.Width - shape.Left - shape.Right);
        var height = AxisHeight + rows.Count * shape.RowHeight + 6;
        var canvas = new TimelineCanvas(shape, scale, tongue);

        var svg = new XElement("svg",
            new XAttribute("class", $"timeline timeline-{(shape.NamesAbove ? "narrow" : "wide")}"),
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {shape.Width} {height}")),
            new XAttribute("role", "img"),
            new XAttribute("aria-label", TimelineWords.Label(rows.Count, today).In(tongue)),
            Hatching(shape),
            Axis(canvas, height),
            rows.Select((row, index) => Row(canvas, row, AxisHeight + index * shape.RowHeight)),
            Today(canvas, today, height),
            rows.Select((row, index) => Captions(canvas, row, AxisHeight + index * shape.RowHeight + shape.BarTop + BarHeight + 17)));
        return svg.ToString(SaveOptions.DisableFormatting);
    }

    private static XElement Hatching(TimelineShape shape) => new("defs",
        new XElement("pattern",
            new XAttribute("id", HatchId(shape)),
            new XAttribute("width", 7),
            new XAttribute("height", 7),
            new XAttribute("patternUnits", "userSpaceOnUse"),
            new XAttribute("patternTransform", "rotate(45)"),
            new XElement("rect", new XAttribute("class", "hatch-ground"), new XAttribute("width", 7), new XAttribute("height", 7)),
            new XElement("rect", new XAttribute("class", "hatch-line"), new XAttribute("width", 2.4), new XAttribute("height", 7))));

    private static IEnumerable<XElement> Axis(TimelineCanvas canvas, int height)
    {
        var step = canvas.Scale.MonthStep(canvas.Shape.MonthWidth);
        var first = true;
        foreach (var month in canvas.Scale.Months(step))
        {
            var x = canvas.Scale.StartOf(month);
            yield return TimelineCanvas.Line("grid", x, AxisHeight - 18, x, height);
            if (x > canvas.Shape.Width - 30)
                yield break;

            yield return canvas.Words("month", x + 4, AxisHeight - 8, Dates.Month(month));
            if (first || month.Month == 1)
                yield return canvas.Words("year", x + 4, AxisHeight - 28, Text.Same(month.Year.ToString(CultureInfo.InvariantCulture)));

            first = false;
        }
    }

    private static XElement Row(TimelineCanvas canvas, TimelineRow row, int top)
    {
        var group = new XElement("g", TimelineCanvas.Line("rule", 0, top, canvas.Shape.Width, top), Names(canvas, row, top));
        if (row.From is not { } from)
        {
            group.Add(canvas.Words("note", canvas.Shape.Left, top + canvas.Shape.BarTop + 13, TimelineWords.NotDeposited));
            return group;
        }

        var bar = top + canvas.Shape.BarTop;
        group.Add(Bar(canvas, row, from, bar));
        group.Add(row.Opinions.Select(opinion => Opinion(canvas, opinion, bar)));
        if (row.CompleteOn is { } complete)
            group.Add(Diamond(canvas.Scale.MiddleOf(complete), bar + BarHeight / 2.0));
        if (row.Ended is { } ended)
            group.Add(End(canvas.Scale.MiddleOf(ended.On), bar + BarHeight / 2.0, ended.Favourable));

        return group;
    }

    private static IEnumerable<XElement> Names(TimelineCanvas canvas, TimelineRow row, int top)
    {
        var y = top + 22;
        var lines = TimelineCanvas.Lines(row.Name.In(canvas.Tongue), canvas.Shape.NameLetters, most: 2);
        foreach (var line in lines)
        {
            yield return canvas.Words("name", 0, y, Text.Same(line));
            y += 19;
        }

        var letters = (int)(canvas.Shape.NameLetters * 1.15);
        yield return canvas.Words("note", 0, y, Text.Same(TimelineCanvas.Lines(row.Authority, letters, most: 1)[0]));
    }

    private static IEnumerable<XElement> Bar(TimelineCanvas canvas, TimelineRow row, DateOnly from, int top)
    {
        var start = canvas.Scale.StartOf(from);
        if ((row.Until ?? row.Ended?.On) is not { } until)
        {
            yield return TimelineCanvas.Bar("bar bar-open", start, start + 28, top, BarHeight);
            yield break;
        }

        var end = canvas.Scale.EndOf(until);
        var kind = row.Ended is not null ? "bar bar-done" : row.Estimated ? "bar bar-estimated" : "bar";
        var bar = TimelineCanvas.Bar(kind, start, end, top, BarHeight);
        if (row is { Estimated: true, Ended: null })
            bar.Add(new XAttribute("fill", $"url(#{HatchId(canvas.Shape)})"));
        yield return bar;

        if (row.Extended is { } before)
        {
            var x = canvas.Scale.EndOf(before);
            yield return TimelineCanvas.Line("extended", x, top - 3, x, top + BarHeight + 3);
        }
    }

    private static IEnumerable<XElement> Opinion(TimelineCanvas canvas, OpinionTick opinion, int top)
    {
        var x = canvas.Scale.MiddleOf(opinion.On);
        yield return TimelineCanvas.Line("tick", x, top - 7, x, top);
        yield return new XElement("circle",
            new XAttribute("class", opinion.Given ? "opinion opinion-given" : "opinion"),
            new XAttribute("cx", TimelineCanvas.Number(x)),
            new XAttribute("cy", top - 9),
            new XAttribute("r", 4));
    }

    private static XElement Diamond(double x, double y) => new("path",
        new XAttribute("class", "complete"),
        new XAttribute("d", string.Create(CultureInfo.InvariantCulture, $"M{x:0.#} {y - 9:0.#}l9 9l-9 9l-9 -9z")));

    private static IEnumerable<XElement> End(double x, double y, bool favourable)
    {
        yield return new XElement("circle",
            new XAttribute("class", favourable ? "end end-good" : "end end-bad"),
            new XAttribute("cx", TimelineCanvas.Number(x)),
            new XAttribute("cy", TimelineCanvas.Number(y)),
            new XAttribute("r", 10));
        yield return new XElement("path",
            new XAttribute("class", "end-sign"),
            new XAttribute("d", favourable
                ? string.Create(CultureInfo.InvariantCulture, $"M{x - 4.5:0.#} {y:0.#}l3.2 3.4l5.6 -6.6")
                : string.Create(CultureInfo.InvariantCulture, $"M{x - 4:0.#} {y - 4:0.#}l8 8m0 -8l-8 8")));
    }

    private static IEnumerable<XElement> Captions(TimelineCanvas canvas, TimelineRow row, int y)
    {
        if (row.From is not { } from)
            yield break;

        var start = canvas.Scale.StartOf(from);
        var begin = Dates.DayAndMonth(from);
        var finish = TimelineWords.Finish(row);
        if (finish is null)
        {
            yield return canvas.Words("date", start, y, begin);
            yield break;
        }

        var end = canvas.Scale.EndOf(row.Ended?.On ?? row.Until ?? from);
        var finishWidth = canvas.WidthOf(finish);
        var right = Math.Max(end, canvas.Shape.Left + finishWidth);
        var startsAt = right - finishWidth;
        if (startsAt > start + canvas.WidthOf(begin) + 10)
            yield return canvas.Words("date", start, y, begin);

        yield return canvas.Words(row.Estimated && row.Ended is null ? "date estimated" : "date last", right, y, finish, "end");
    }

    private static IEnumerable<XElement> Today(TimelineCanvas canvas, DateOnly today, int height)
    {
        var x = canvas.Scale.MiddleOf(today);
        yield return TimelineCanvas.Line("today", x, 18, x, height);
        var label = TimelineWords.Today(today);
        var half = canvas.WidthOf(label) / 2 + 4;
        var middle = Math.Clamp(x, canvas.Shape.Left + half, canvas.Shape.Width - half);
        yield return canvas.Words("today-word", middle, 13, label, "middle");
    }

    private static string HatchId(TimelineShape shape) => $"{shape.Id}-hachures";
}
