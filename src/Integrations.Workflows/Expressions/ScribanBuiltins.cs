using Integrations.Workflows.Execution;
using Scriban;
using Scriban.Runtime;

namespace Integrations.Workflows.Expressions;

/// <summary>Scriban's own functions that look at the clock or throw dice, made so that the same burst gives the same text.</summary>
internal static class ScribanBuiltins
{
    public static void MakeRepeatable(TemplateContext scriban, string template, ActivityContext context)
    {
        if (template.Contains("date", StringComparison.Ordinal))
            Replace(scriban, "date", "now", new Func<DateTime>(() => context.Now.UtcDateTime));
        if (!template.Contains("math", StringComparison.Ordinal)) return;
        var random = BurstRandom.Of(context);
        Replace(scriban, "math", "uuid", new Func<string>(() => BurstRandom.NewGuid(context).ToString()));
        Replace(scriban, "math", "random", new Func<int, int, int>((from, to) => from < to ? random.Next(from, to) : throw new ArgumentException("math.random : le premier nombre doit être plus petit que le second")));
    }

    private static void Replace(TemplateContext scriban, string group, string name, Delegate function)
    {
        var functions = (ScriptObject)scriban.BuiltinObject[group]!;
        functions.SetReadOnly(name, false);
        functions.Import(name, function);
    }
}
