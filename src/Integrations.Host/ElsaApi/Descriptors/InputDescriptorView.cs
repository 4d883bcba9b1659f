using System.Text.Json.Nodes;
using Integrations.Host.Portal.Language;
using Integrations.Workflows.Activities;

namespace Integrations.Host.ElsaApi.Descriptors;

/// <summary>An input as Studio's property editor reads it.</summary>
internal sealed record InputDescriptorView
{
    /// <summary>Name; the definition has it with a small first letter.</summary>
    public required string Name { get; init; }

    /// <summary>Type of the value.</summary>
    public required string TypeName { get; init; }

    /// <summary>Label.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Help text.</summary>
    public string? Description { get; init; }

    /// <summary>Group of the input; null: the general one.</summary>
    public string? Category { get; init; }

    /// <summary>Order among the inputs.</summary>
    public double Order { get; init; }

    /// <summary>An expression (true), or plain JSON.</summary>
    public required bool IsWrapped { get; init; }

    /// <summary>Which editor.</summary>
    public required string UiHint { get; init; }

    /// <summary>What the editor needs to know, by its name.</summary>
    public required JsonObject UiSpecifications { get; init; }

    /// <summary>Value when nothing is given.</summary>
    public object? DefaultValue { get; init; }

    /// <summary>Kind of expression proposed first.</summary>
    public string? DefaultSyntax { get; init; }

    /// <summary>Shown: Studio hides an input where this is absent.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Cannot be edited.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Not to be shown to everybody.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Comes from the inputs of a workflow.</summary>
    public bool IsSynthetic { get; init; }

    /// <summary>Kept in the definition.</summary>
    public bool IsSerializable { get; init; } = true;

    /// <summary>Evaluated before the activity runs.</summary>
    public bool AutoEvaluate { get; init; } = true;

    /// <summary>The view of a declared input.</summary>
    public static InputDescriptorView Of(InputDescriptor input, int place, Tongue tongue)
    {
        var declaration = input.Declaration;
        var description = new Text(declaration.DescriptionFr, declaration.DescriptionEn).In(tongue);
        return new InputDescriptorView
        {
            Name = input.Name,
            TypeName = TypeAliases.Of(input.ValueType),
            DisplayName = Words.Label(declaration.Fr, declaration.En, input.Name, tongue),
            Description = description.Length > 0 ? description : null,
            Order = place,
            IsWrapped = input.IsWrapped,
            UiHint = HintOf(input),
            UiSpecifications = SpecificationsOf(input),
            DefaultValue = declaration.Default,
            DefaultSyntax = declaration.DefaultSyntax,
            AutoEvaluate = declaration.AutoEvaluate,
        };
    }

    private static string HintOf(InputDescriptor input) =>
        input.Declaration.UIHint == "singleline" && (input.Declaration.Options.Length > 0 || Choices(input).Length > 0) ? "dropdown" : input.Declaration.UIHint;

    /// <summary>What each editor wants to be told; the code editor's height must be a number or absent.</summary>
    private static JsonObject SpecificationsOf(InputDescriptor input) => HintOf(input) switch
    {
        "dropdown" => new JsonObject { ["dropdown"] = new JsonObject { ["selectList"] = Items(Choices(input)) } },
        "radiolist" => new JsonObject { ["radiolist"] = new JsonObject { ["radioList"] = Items(Choices(input)) } },
        "checklist" => new JsonObject { ["checklist"] = new JsonObject { ["checkList"] = Items(Choices(input)) } },
        "code-editor" => new JsonObject { ["code-editor"] = new JsonObject { ["language"] = input.Declaration.DefaultSyntax == "Scriban" ? "handlebars" : "javascript" } },
        "json-editor" => new JsonObject { ["code-editor"] = new JsonObject { ["language"] = "json" } },
        _ => [],
    };

    private static string[] Choices(InputDescriptor input)
    {
        if (input.Declaration.Options.Length > 0) return input.Declaration.Options;
        var type = Nullable.GetUnderlyingType(input.ValueType) ?? input.ValueType;
        return type.IsEnum ? Enum.GetNames(type) : [];
    }

    private static JsonObject Items(string[] choices) => new()
    {
        ["items"] = new JsonArray([.. choices.Select(choice => new JsonObject { ["text"] = choice, ["value"] = choice })]),
        ["isFlagsEnum"] = false,
    };
}
