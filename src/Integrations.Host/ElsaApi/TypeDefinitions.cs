using System.Text;
using Integrations.Host.ElsaApi.Definitions;
using Integrations.Runtime.Definitions;
using Integrations.Runtime.Processing;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Expressions;

namespace Integrations.Host.ElsaApi;

/// <summary>What the JavaScript editor proposes while one types: the functions of the engine, and those of this workflow's variables and inputs.</summary>
internal static class TypeDefinitions
{
    /// <summary>Maps the type definitions.</summary>
    public static void MapTypeDefinitions(this RouteGroupBuilder api) => api.MapPost("/scripting/javascript/type-definitions/{definitionId}", OfAsync);

    private static async Task<IResult> OfAsync(string definitionId, WorkflowRuntime runtime, CancellationToken cancellation)
    {
        var newest = new VersionOptions(DefinitionScope.Latest, null);
        if (await newest.FindAsync(runtime.Store, definitionId, cancellation) is not { } version)
            return ElsaProblems.BadRequest($"Le workflow « {definitionId} » n'existe pas.");
        var text = ScriptDeclarations.Of(WorkflowDefinitionJson.Read(version.Json));
        return Results.File(Encoding.UTF8.GetBytes(text), "application/x-typescript", $"elsa.{definitionId}.d.ts");
    }
}
