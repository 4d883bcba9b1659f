using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Definitions;

/// <summary>
/// A workflow as a designer saved it, in Elsa 3's format. What the engine does not know (designer positions, metadata, options of other
/// products) is kept and written back by <see cref="WorkflowDefinitionJson.Write"/>.
/// </summary>
public sealed record WorkflowDefinition
{
    /// <summary>Immutable id of this version.</summary>
    public required string Id { get; init; }

    /// <summary>Logical id, the same over its versions.</summary>
    public required string DefinitionId { get; init; }

    /// <summary>Name shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>Description shown to people.</summary>
    public string? Description { get; init; }

    /// <summary>Number of this version, from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>This version starts new instances.</summary>
    public bool IsPublished { get; init; }

    /// <summary>This is the newest version, published or not.</summary>
    public bool IsLatest { get; init; }

    /// <summary>Workflow variables.</summary>
    public IReadOnlyList<VariableDefinition> Variables { get; init; } = [];

    /// <summary>Workflow inputs.</summary>
    public IReadOnlyList<InputDefinition> Inputs { get; init; } = [];

    /// <summary>Workflow outputs.</summary>
    public IReadOnlyList<OutputDefinition> Outputs { get; init; } = [];

    /// <summary>Other workflows may use this one as an activity.</summary>
    public bool IsUsableAsActivity { get; init; }

    /// <summary>Outcomes of the workflow when it is used as an activity.</summary>
    public IReadOnlyList<string> Outcomes { get; init; } = [];

    /// <summary>What happens after a fault.</summary>
    public IncidentStrategy IncidentStrategy { get; init; }

    /// <summary>When a new instance may start (option "activationStrategyType").</summary>
    public ActivationStrategy Activation { get; init; }

    /// <summary>How its flowcharts run (workflow property "Flowchart:ExecutionMode").</summary>
    public FlowchartMode FlowchartMode { get; init; }

    /// <summary>The root activity as JSON; null when nothing was drawn yet. Not to be changed in place.</summary>
    public JsonObject? Root { get; init; }

    /// <summary>The document as it was read, with everything that has no member here. Not to be changed in place.</summary>
    internal JsonObject Source { get; init; } = [];
}

/// <summary>A workflow variable.</summary>
/// <param name="Id">Id by which activities refer to it.</param>
/// <param name="Name">Name by which scripts refer to it.</param>
/// <param name="TypeName">Elsa's alias: "Int32", "String", "Object", "ObjectDictionary"...</param>
/// <param name="IsArray">A list of values of that type.</param>
/// <param name="Value">Default value, as the designer typed it.</param>
public sealed record VariableDefinition(string Id, string Name, string TypeName, bool IsArray, JsonNode? Value);

/// <summary>A workflow input.</summary>
public sealed record InputDefinition(string Name, string TypeName, bool IsArray, string DisplayName, string Description);

/// <summary>A workflow output.</summary>
public sealed record OutputDefinition(string Name, string TypeName, bool IsArray, string DisplayName, string Description);

/// <summary>The text is no workflow definition.</summary>
/// <param name="message">What is wrong, in French.</param>
/// <param name="line">Line in the text, from 1; 0 when unknown.</param>
/// <param name="column">Column in the text, from 1; 0 when unknown.</param>
public sealed class DefinitionFormatException(string message, int line = 0, int column = 0, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Line in the text, from 1; 0 when unknown.</summary>
    public int Line { get; } = line;

    /// <summary>Column in the text, from 1; 0 when unknown.</summary>
    public int Column { get; } = column;
}
