namespace Integrations.Runtime.Stores;

/// <summary>A store cannot be opened as it is: somebody must mend what the message says.</summary>
/// <param name="code">Stable ASCII code, for example "storage.schema-older".</param>
/// <param name="message">For people, in French.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class StoreRefusedException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Stable ASCII code.</summary>
    public string Code { get; } = code;
}

/// <summary>
/// The connection to the store was lost, or could not be made. Whoever waited for a commit takes it as not acknowledged; what he does again is
/// recognised by its keys and versions if it was written after all.
/// </summary>
/// <param name="mayBeWritten">The commit had been sent, and only its answer is missing.</param>
/// <param name="inner">The cause.</param>
public sealed class StoreConnectionLostException(bool mayBeWritten, Exception inner)
    : IOException(
        mayBeWritten
            ? "La connexion à la base de données a été perdue pendant l'enregistrement : il a peut-être eu lieu."
            : "La base de données est injoignable : rien n'a été enregistré.",
        inner)
{
    /// <summary>The commit had been sent, and only its answer is missing.</summary>
    public bool MayBeWritten { get; } = mayBeWritten;
}
