using Microsoft.AspNetCore.Http.Extensions;

namespace Integrations.Host.Hosting.Interruptions;

/// <summary>What somebody wrote into a form of ours and sent.</summary>
/// <param name="Address">Where it was sent.</param>
/// <param name="Fields">Names and values, the guard against forged forms among them: a forged one is refused when it is sent again.</param>
internal sealed record TypedForm(string Address, IReadOnlyList<(string Name, string Value)> Fields)
{
    /// <summary>The form of a request; null where there is none, or one that a page cannot carry.</summary>
    public static async Task<TypedForm?> FindAsync(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType) return null;
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            // A file is not ours to put into a page.
            if (form.Count == 0 || form.Files.Count > 0) return null;
            return new TypedForm(UriHelper.BuildRelative(request.PathBase, request.Path, request.QueryString), [.. form.SelectMany(field => field.Value.Select(value => (field.Key, value ?? "")))]);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            return null;
        }
    }
}
