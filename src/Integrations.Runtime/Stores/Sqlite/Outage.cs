using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Integrations.Runtime.Stores.Sqlite;

/// <summary>Tells a disk that is full, away or in other hands for a while from a statement that is wrong.</summary>
internal static class Outage
{
    /// <summary>Whether the same may succeed later without anybody doing anything to this program or its settings. Codes: sqlite.org/rescode.html.</summary>
    public static bool Is(Exception error) => error switch
    {
        SqliteException { SqliteErrorCode: SQLITE_FULL or SQLITE_IOERR or SQLITE_BUSY or SQLITE_LOCKED } => true,
        { InnerException: { } cause } => Is(cause),
        _ => false,
    };
}
