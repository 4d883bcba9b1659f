using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Migration;

/// <summary>Variables of one scope: found again by id, else by name, and converted to their new type.</summary>
internal static class VariableMigration
{
    public static object?[]? Carry(MigrationDraft draft, ExecutionRecord execution, ActivityNode before, ActivityNode after)
    {
        var old = before.Variables ?? [];
        var wanted = after.Variables ?? [];
        var values = new object?[wanted.Length];
        var used = new HashSet<VariableDeclaration>();
        for (var i = 0; i < wanted.Length; i++)
        {
            var position = PositionOf(old, wanted[i]);
            if (position < 0)
            {
                values[i] = wanted[i].Default;
                draft.Change("variable-added", wanted[i].Name, $"La variable « {wanted[i].Name} » est ajoutée avec sa valeur par défaut ({Shown(wanted[i].Default)}).");
                continue;
            }

            used.Add(old[position]);
            values[i] = Convert(draft, old[position], wanted[i], execution.Variables?[position]);
        }

        foreach (var gone in old.Where(declaration => !used.Contains(declaration)))
            draft.Change("variable-removed", gone.Name, $"La variable « {gone.Name} » n'existe plus : sa valeur est oubliée.");
        return after.Variables is null ? null : values;
    }

    private static object? Convert(MigrationDraft draft, VariableDeclaration old, VariableDeclaration wanted, object? value)
    {
        if (old.Name != wanted.Name) draft.Change("variable-renamed", wanted.Name, $"La variable « {old.Name} » s'appelle désormais « {wanted.Name} ».");
        if (old.Type == wanted.Type) return value;
        var converted = wanted.Type.Convert(value);
        if (value is not null && converted is null)
            draft.Refuse("variable-type", wanted.Name, $"La valeur de la variable « {wanted.Name} » ne peut pas être convertie de {Shown(old.Type)} en {Shown(wanted.Type)}.");
        else
            draft.Change("variable-retyped", wanted.Name, $"La variable « {wanted.Name} » passe de {Shown(old.Type)} à {Shown(wanted.Type)} ; sa valeur est convertie.");
        return converted;
    }

    private static int PositionOf(VariableDeclaration[] declarations, VariableDeclaration wanted)
    {
        var byId = Array.FindIndex(declarations, declaration => declaration.Id == wanted.Id);
        return byId >= 0 ? byId : Array.FindIndex(declarations, declaration => declaration.Name == wanted.Name);
    }

    private static string Shown(object? value) => value is null ? "vide" : "« " + Values.ToText(value) + " »";

    private static string Shown(VariableType type) => type.IsArray ? type.Name + "[]" : type.Name;
}
