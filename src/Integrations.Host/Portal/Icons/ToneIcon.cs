using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Icons;

/// <summary>The shape of a tone, so that it is never told by colour alone.</summary>
public static class ToneIcon
{
    /// <summary>Name of the icon.</summary>
    public static string Of(Tone tone) => tone switch
    {
        Tone.Neutral => "circle-dashed",
        Tone.Active => "clock",
        Tone.Good => "circle-check",
        Tone.Attention => "triangle-alert",
        Tone.Danger => "circle-alert",
        _ => throw new ArgumentOutOfRangeException(nameof(tone), tone, null),
    };
}
