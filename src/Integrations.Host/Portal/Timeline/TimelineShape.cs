namespace Integrations.Host.Portal.Timeline;

/// <summary>The two layouts of the drawing; the style sheet shows one of them.</summary>
/// <param name="Id">Prefix of the ids inside the drawing.</param>
/// <param name="Width">Width of the drawing in its own units.</param>
/// <param name="Left">Where the line of time begins.</param>
/// <param name="Right">Room kept on the right.</param>
/// <param name="RowHeight">Height of one procedure.</param>
/// <param name="BarTop">Top of the bar inside its row.</param>
/// <param name="MonthWidth">Least distance between two marks of the axis.</param>
/// <param name="TextSize">Size of the small text, to judge what fits.</param>
/// <param name="NameLetters">Letters of a name that fit on one line.</param>
public sealed record TimelineShape(
    string Id, int Width, int Left, int Right, int RowHeight, int BarTop, int MonthWidth, double TextSize, int NameLetters)
{
    /// <summary>Names to the left of the bars.</summary>
    public static TimelineShape Wide { get; } = new("frise", 1080, 236, 8, 78, 28, 44, 14, 27);

    /// <summary>For a phone: names above the bars, which take the whole width.</summary>
    public static TimelineShape Narrow { get; } = new("frise-etroite", 340, 2, 2, 116, 64, 44, 13, 40);

    /// <summary>Whether the names stand above the bars.</summary>
    public bool NamesAbove => Left < 50;
}
