namespace Integrations.Host.ElsaApi;

/// <summary>Refusals in the shape of Elsa's server: Studio shows the texts of generalErrors to the user and loses nothing.</summary>
internal static class ElsaProblems
{
    /// <summary>400 with texts for the user, in French.</summary>
    public static IResult BadRequest(params IReadOnlyList<string> texts) => Of("generalErrors", texts);

    /// <summary>400 for what is wrong in one member or parameter.</summary>
    public static IResult BadMember(string member, string text) => Of(member, [text]);

    private static IResult Of(string member, IReadOnlyList<string> texts) => Results.Json(
        new { statusCode = StatusCodes.Status400BadRequest, message = "One or more errors occurred!", errors = new Dictionary<string, IReadOnlyList<string>> { [member] = texts } },
        ElsaJson.Options,
        "application/problem+json",
        StatusCodes.Status400BadRequest);
}
