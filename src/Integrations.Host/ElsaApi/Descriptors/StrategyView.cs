using Integrations.Host.Portal.Language;

namespace Integrations.Host.ElsaApi.Descriptors;

/// <summary>A strategy that a designer may choose for a workflow; the type names are Elsa's, so that definitions stay portable.</summary>
internal sealed record StrategyView(string DisplayName, string Description, string TypeName)
{
    private const string Runtime = "Elsa.Workflows.Runtime";
    private const string Core = "Elsa.Workflows.Core";

    /// <summary>What follows a fault.</summary>
    public static IReadOnlyList<StrategyView> OfIncidents(Tongue tongue) =>
    [
        Of(tongue, "ContinueWithIncidentsStrategy", "Continuer malgré les incidents", "Continue with incidents", "Le chemin en faute s'arrête, les autres continuent.", "The path of the fault stops, the others go on."),
        Of(tongue, "FaultStrategy", "Arrêter", "Fault", "Une faute arrête tout le workflow.", "A fault stops the whole workflow."),
    ];

    /// <summary>When a new instance may start.</summary>
    public static IReadOnlyList<StrategyView> OfActivation(Tongue tongue) =>
    [
        Of(tongue, $"Elsa.Workflows.ActivationValidators.AllowAlwaysStrategy, {Core}", "Toujours", "Always", "Chaque démarrage crée une instance.", "Every start makes an instance."),
        Of(tongue, $"{Runtime}.ActivationValidators.CorrelatedSingletonStrategy, {Runtime}", "Une par dossier", "Correlated singleton", "Pas de deuxième instance de ce workflow en cours pour le même dossier.", "No second running instance of this workflow for the same file."),
        Of(tongue, $"{Runtime}.ActivationValidators.CorrelationStrategy, {Runtime}", "Aucune autre pour le dossier", "Correlation", "Pas d'instance si une autre, de n'importe quel workflow, est en cours pour le même dossier.", "No instance while another of any workflow runs for the same file."),
        Of(tongue, $"{Runtime}.ActivationValidators.SingletonStrategy, {Runtime}", "Une seule", "Singleton", "Pas de deuxième instance de ce workflow en cours.", "No second running instance of this workflow."),
    ];

    /// <summary>What the journal keeps.</summary>
    public static IReadOnlyList<StrategyView> OfLogPersistence(Tongue tongue) =>
    [
        Of(tongue, $"Elsa.Workflows.LogPersistence.Strategies.Exclude, {Core}", "Ne pas garder", "Exclude", "Les valeurs ne vont pas au journal.", "Values do not go to the journal."),
        Of(tongue, $"Elsa.Workflows.LogPersistence.Strategies.Include, {Core}", "Garder", "Include", "Les valeurs vont au journal.", "Values go to the journal."),
        Of(tongue, $"Elsa.Workflows.LogPersistence.Strategies.Inherit, {Core}", "Comme au-dessus", "Inherit", "Comme le workflow ou l'activité qui contient.", "As the workflow or the activity around it."),
    ];

    private static StrategyView Of(Tongue tongue, string typeName, string french, string english, string descriptionFr, string descriptionEn) =>
        new(new Text(french, english).In(tongue), new Text(descriptionFr, descriptionEn).In(tongue), typeName);
}

/// <summary>Where variables live: with the instance. Both of Elsa's names mean the same here.</summary>
internal sealed record StorageDriverView(string TypeName, string DisplayName, double Priority, bool Deprecated)
{
    /// <summary>The first is proposed.</summary>
    public static IReadOnlyList<StorageDriverView> All(Tongue tongue) =>
    [
        new("Elsa.Workflows.WorkflowInstanceStorageDriver, Elsa.Workflows.Core", new Text("Avec l'instance", "Workflow instance").In(tongue), 5, false),
    ];
}

/// <summary>A kind of expression.</summary>
internal sealed record ExpressionView(string Type, string DisplayName, bool IsSerializable, bool IsBrowsable, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>All kinds that the engine knows. Monaco has no Scriban: the grammar of handlebars is the nearest that it ships.</summary>
    public static IReadOnlyList<ExpressionView> All(Tongue tongue) =>
    [
        Of("Literal", "Literal", false),
        Of("Object", "Object", false, "json"),
        Of("Json", "Json", false, "json"),
        Of("Variable", new Text("Variable", "Variable").In(tongue), true),
        Of("Input", new Text("Entrée", "Input").In(tongue), true),
        Of("JavaScript", "JavaScript", true, "javascript"),
        Of("Liquid", "Liquid", true, "liquid"),
        Of("Scriban", new Text("Scriban (gabarit)", "Scriban (template)").In(tongue), true, "handlebars"),
    ];

    private static ExpressionView Of(string type, string name, bool browsable, string? language = null) =>
        new(type, name, true, browsable, language is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["MonacoLanguage"] = language });
}
