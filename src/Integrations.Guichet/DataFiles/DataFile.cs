using System.Text.Json;

namespace Integrations.Guichet.DataFiles;

/// <summary>Reads the JSON files that administrators own, with faults that say where they are.</summary>
internal static class DataFile
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Reads a file with <paramref name="build"/>, which notes faults through its node.</summary>
    /// <exception cref="DataFileException">The file is not JSON, or at least one fault was noted.</exception>
    internal static T Read<T>(string file, ReadOnlyMemory<byte> utf8Json, Func<DataNode, T> build)
    {
        var reading = new DataFileReading(file);
        using var document = Parse(file, utf8Json);
        var result = build(new(reading, "$", document.RootElement));
        return reading.Errors.Count == 0 ? result : throw new DataFileException(reading.Errors);
    }

    private static JsonDocument Parse(string file, ReadOnlyMemory<byte> utf8Json)
    {
        try
        {
            return JsonDocument.Parse(utf8Json, Options);
        }
        catch (JsonException error)
        {
            throw new DataFileException(new DataFileError(
                file, "$", $"le fichier n'est pas du JSON valable (ligne {error.LineNumber + 1}, colonne {error.BytePositionInLine + 1})."));
        }
    }
}

/// <summary>The faults of the file that is being read.</summary>
internal sealed class DataFileReading(string file)
{
    internal static readonly JsonElement EmptyObject = JsonDocument.Parse("{}").RootElement;

    private readonly List<DataFileError> errors = [];

    internal IReadOnlyList<DataFileError> Errors => errors;

    internal void Fault(string path, string message) => errors.Add(new(file, path, message));

    internal bool HasFaultAt(string path) => errors.Exists(error => error.Path == path);
}
