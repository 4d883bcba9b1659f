namespace Integrations.Guichet.DataFiles;

/// <summary>One fault of a data file.</summary>
/// <param name="File">Name of the file, such as <c>rules/procedures.json</c>.</param>
/// <param name="Path">JSON path of the value at fault, such as <c>$.procedures[3].clock</c>.</param>
/// <param name="Message">What is wrong and what is expected, in French.</param>
public sealed record DataFileError(string File, string Path, string Message)
{
    /// <summary>The fault on one line.</summary>
    public override string ToString() => $"{File} {Path} : {Message}";
}

/// <summary>A data file of <c>workflows/</c> cannot be used. Holds every fault found, for the administrator who corrects it.</summary>
public sealed class DataFileException : Exception
{
    /// <summary>Creates the exception for at least one fault.</summary>
    public DataFileException(IReadOnlyList<DataFileError> errors) : base(string.Join(System.Environment.NewLine, errors)) => Errors = errors;

    /// <summary>Creates the exception for one fault.</summary>
    public DataFileException(DataFileError error) : this([error])
    {
    }

    /// <summary>The faults, in the order of the file.</summary>
    public IReadOnlyList<DataFileError> Errors { get; }
}
