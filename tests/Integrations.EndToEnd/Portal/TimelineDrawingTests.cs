using System.Globalization;
using System.Xml.Linq;
using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.Timeline;

namespace Integrations.EndToEnd.Portal;

public sealed class TimelineDrawingTests
{
    private static readonly DateOnly Today = new(2027, 5, 10);

    private static readonly TimelineRow Permit = new(
        new("Permis de construire", "Building permit"), "Mairie", new(2027, 1, 11), new(2027, 4, 11), false, new(2027, 1, 11), [], new("permis tacite", "tacit permit"));

    [Fact]
    public void A_bar_ends_at_the_end_of_its_last_day()
    {
        var oneDay = Permit with { Until = new DateOnly(2027, 4, 12) };
        var width = Number(Bar(Permit), "width");
        var wider = Number(Bar(oneDay), "width");

        Assert.InRange((wider - width) / (width / 91), 0.9, 1.1);
    }

    [Fact]
    public void A_date_that_is_not_certain_is_hatched_and_called_an_estimate()
    {
        var drawing = Draw([Permit with { Estimated = true }]);

        Assert.Single(drawing.Descendants("rect"), rect => Class(rect) == "bar bar-estimated");
        Assert.Contains(Words(drawing), words => words.StartsWith("estimé au 11 avr.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_decision_replaces_the_last_day_in_words_and_shows_its_sign()
    {
        var drawing = Draw([Permit with { Ended = new RowEnd(new(2027, 4, 2), new("accordé", "granted"), true) }]);

        Assert.Contains("accordé le 2 avr.", Words(drawing));
        Assert.Single(drawing.Descendants("circle"), circle => Class(circle) == "end end-good");
    }

    [Fact]
    public void An_opinion_given_is_a_full_tick_and_an_awaited_one_is_open()
    {
        var drawing = Draw([Permit with { Opinions = [new("SDIS", new(2027, 2, 11), true), new("ABF", new(2027, 3, 11), false)] }]);

        Assert.Equal(["opinion opinion-given", "opinion"], drawing.Descendants("circle").Select(Class));
    }

    [Fact]
    public void A_procedure_not_deposited_has_no_bar_and_says_so()
    {
        var drawing = Draw([Permit with { From = null, Until = null, CompleteOn = null }]);

        Assert.DoesNotContain(drawing.Descendants("rect"), rect => Class(rect).StartsWith("bar", StringComparison.Ordinal));
        Assert.Contains("pas encore déposé", Words(drawing));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_drawn_outside_the_drawing_whatever_the_dates(bool narrow)
    {
        var shape = narrow ? TimelineShape.Narrow : TimelineShape.Wide;
        TimelineRow[] rows =
        [
            Permit,
            Permit with { From = Today, Until = Today },
            Permit with { From = new DateOnly(2024, 1, 31), Until = new DateOnly(2029, 12, 31), Estimated = true },
        ];

        var drawing = XElement.Parse(TimelineDrawing.Draw(rows, Today, Tongue.French, shape));

        foreach (var bar in drawing.Descendants("rect").Where(rect => Class(rect).StartsWith("bar", StringComparison.Ordinal)))
        {
            Assert.InRange(Number(bar, "x"), 0, shape.Width);
            Assert.InRange(Number(bar, "x") + Number(bar, "width"), 0, shape.Width + 1);
        }
    }

    [Fact]
    public void The_same_drawing_speaks_English()
    {
        var drawing = XElement.Parse(TimelineDrawing.Draw([Permit], Today, Tongue.English, TimelineShape.Wide));

        Assert.Contains("until 11 Apr, then tacit permit", Words(drawing));
        Assert.StartsWith("Timeline of 1 procedures, on 10 May 2027", (string?)drawing.Attribute("aria-label"), StringComparison.Ordinal);
    }

    private static XElement Draw(IReadOnlyList<TimelineRow> rows) =>
        XElement.Parse(TimelineDrawing.Draw(rows, Today, Tongue.French, TimelineShape.Wide));

    private static XElement Bar(TimelineRow row) =>
        Draw([row, Permit with { Until = new DateOnly(2028, 1, 1) }]).Descendants("rect").First(rect => Class(rect).StartsWith("bar", StringComparison.Ordinal));

    private static IEnumerable<string> Words(XElement drawing) => drawing.Descendants("text").Select(text => text.Value);

    private static string Class(XElement element) => (string?)element.Attribute("class") ?? "";

    private static double Number(XElement element, string name) =>
        double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);
}
