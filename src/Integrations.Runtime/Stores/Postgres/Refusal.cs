using Npgsql;

namespace Integrations.Runtime.Stores.Postgres;

/// <summary>What somebody must mend when the database says no, in words.</summary>
internal static class Refusal
{
    public static StoreRefusedException Of(NpgsqlException no) => no is not PostgresException answer
        ? new StoreRefusedException("storage.refused", $"La connexion à la base de données est impossible : {no.Message}", no)
        : answer.SqlState switch
        {
            PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new StoreRefusedException(
                "storage.sign-in", $"La base de données refuse l'identifiant ou le mot de passe ({answer.SqlState}) : corrigez Storage:ConnectionString.", no),
            PostgresErrorCodes.InvalidCatalogName => new StoreRefusedException(
                "storage.database", $"La base de données n'existe pas sur ce serveur ({answer.SqlState}) : créez-la, ou corrigez Storage:ConnectionString.", no),
            PostgresErrorCodes.InsufficientPrivilege => new StoreRefusedException(
                "storage.rights", $"Le rôle du service n'a pas les droits qu'il faut ({answer.SqlState}) : lancez « storage migrate » avec le rôle propriétaire, et réglez Storage:Migrate=false.", no),
            _ => new StoreRefusedException("storage.refused", $"La base de données refuse ({answer.SqlState}) : {answer.MessageText}", no),
        };
}
