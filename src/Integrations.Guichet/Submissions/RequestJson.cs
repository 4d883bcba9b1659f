using System.Text.Json;
using System.Text.Json.Serialization;

namespace Integrations.Guichet.Submissions;

/// <summary>Source-generated JSON of the case content.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    WriteIndented = false)]
[JsonSerializable(typeof(InstallationRequest))]
public sealed partial class RequestJson : JsonSerializerContext;
