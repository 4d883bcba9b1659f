namespace Integrations.Guichet.Environment;

/// <summary>
/// Regime of a classified installation or of works in water, from the mildest to the strictest: not classified, declaration,
/// declaration with periodic checks, registration, authorisation (code de l'environnement L511-2, L512-7, L214-3).
/// </summary>
public enum Regime
{
    /// <summary>"Non classée": the mayor's police applies.</summary>
    NC,

    /// <summary>Declaration.</summary>
    D,

    /// <summary>Declaration with periodic checks ("contrôle périodique").</summary>
    DC,

    /// <summary>Registration ("enregistrement").</summary>
    E,

    /// <summary>Authorisation.</summary>
    A,
}
