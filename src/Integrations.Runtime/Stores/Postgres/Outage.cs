using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace Integrations.Runtime.Stores.Postgres;

/// <summary>Tells a database that is away for a while from one that says no.</summary>
internal static class Outage
{
    /// <summary>Whether the same may succeed later without anybody doing anything to this program or its settings.</summary>
    public static bool Is(Exception error) => error switch
    {
        PostgresException answer => IsOfTheMoment(answer.SqlState),
        // Without a cause it is the driver itself that refuses; any other cause may pass, a token that could not be had among them.
        NpgsqlException { InnerException: var cause } => cause is not (null or AuthenticationException) && (cause is not NpgsqlException || Is(cause)),
        // The name of the server is looked up outside the driver.
        StoreConnectionLostException or SocketException or TimeoutException => true,
        { InnerException: { } cause } => Is(cause),
        // A line that is cut between its connection and its first word: the driver passes on what the socket said. A file that is not there
        // says it by a kind of its own.
        IOException => error.GetType() == typeof(IOException),
        _ => false,
    };

    /// <summary>
    /// The connection, resources of the server, its start and stop, a standby that is not yet the first, and what two processes do to each
    /// other when both start.
    /// </summary>
    private static bool IsOfTheMoment(string sqlState) =>
        sqlState.StartsWith("08", StringComparison.Ordinal) || sqlState.StartsWith("53", StringComparison.Ordinal) || sqlState
            is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ObjectInUse
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.IoError;
}
