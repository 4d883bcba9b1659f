namespace Integrations.Host.Desk.Letters;

/// <summary>Documents as a letter names them: the number of the official list first, then the name.</summary>
internal static class PieceNames
{
    /// <summary>"PC4, notice du projet"; the code itself for a document that an administrator added.</summary>
    public static string InFrench(string code)
    {
        var name = Portal.Reading.PieceNames.Of(code).French;
        var head = code.Split('_')[0];
        var numbered = head.Length > 2 && char.IsAsciiDigit(head[^1]) && name != code;
        return numbered ? $"{head}, {ProcedureParts.Uncapitalised(name)}" : name;
    }
}
