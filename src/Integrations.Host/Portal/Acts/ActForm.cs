using Integrations.Host.Portal.Language;
using Integrations.Host.Portal.ReadModels;

namespace Integrations.Host.Portal.Acts;

/// <summary>The form of one act: what the page shows and how what was typed becomes the act.</summary>
/// <param name="Slug">Name in the address.</param>
/// <param name="Icon">Icon beside its title.</param>
/// <param name="Title">The act as an order.</param>
/// <param name="Effect">What it changes, in one sentence.</param>
/// <param name="Fields">Its fields, for a given file.</param>
/// <param name="Build">Reads the act; errors are left in the values.</param>
public sealed record ActForm(
    string Slug,
    string Icon,
    Text Title,
    Text Effect,
    Func<FilePage, IReadOnlyList<ActField>> Fields,
    Func<string, ActValues, DeskAct> Build)
{
    /// <summary>Whether the file has anything this act could be about.</summary>
    public bool Applies(FilePage file) =>
        !file.IsArchived && Fields(file).All(field => field is not (ChoiceField { Options: [] } or ManyField { Options: [] }));

    /// <summary>The act, or the errors that keep it from being one.</summary>
    public (DeskAct? Act, IReadOnlyList<FieldError> Errors) Read(FilePage file, Func<string, IReadOnlyList<string>> typed)
    {
        var values = new ActValues(Fields(file), typed);
        var act = Build(file.Number, values);
        return values.Errors.Count == 0 ? (act, []) : (null, values.Errors);
    }
}
