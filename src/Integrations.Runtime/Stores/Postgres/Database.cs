using Npgsql;

namespace Integrations.Runtime.Stores.Postgres;

/// <summary>The connections of a process to its database, and the reads on them.</summary>
internal sealed class Database : IAsyncDisposable
{
    /// <summary>
    /// A plan made while a table was small is kept and must not walk over the table when it has grown; and no statement is worth compiling.
    /// Behind a pool of transactions no plan is kept.
    /// </summary>
    private const string SessionSettings = "-c enable_seqscan=off -c jit=off";

    public Database(PostgresSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.MaxConnections, 2);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        var connection = builder.ConnectionStringBuilder;
        connection.MaxPoolSize = settings.MaxConnections;
        connection.MinPoolSize = 0;
        connection.NoResetOnClose = true;
        connection.Enlist = false;
        connection.ApplicationName ??= "integrations";
        if (!connection.ContainsKey("Timeout")) connection.Timeout = 5;
        if (!connection.ContainsKey("Keepalive")) connection.KeepAlive = 30;
        connection.MaxAutoPrepare = settings.TransactionPooling ? 0 : 200;
        connection.AutoPrepareMinUsages = 2;
        if (!settings.TransactionPooling) connection.Options = $"{connection.Options} {SessionSettings}".Trim();
        if (settings.Password is { } password)
            builder.UsePasswordProvider(_ => password(CancellationToken.None).AsTask().GetAwaiter().GetResult(), (_, cancellationToken) => password(cancellationToken));
        Source = builder.Build();
    }

    public NpgsqlDataSource Source { get; }

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) => Source.OpenConnectionAsync(cancellationToken);

    public NpgsqlConnection Open() => Source.OpenConnection();

    public async ValueTask<List<T>> ReadAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await ReadRowsAsync(reader, map, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<T?> ReadFirstAsync<T>(
        string sql, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params object[] values)
    {
        await using var command = Source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        return await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? map(reader) : default;
    }

    /// <summary>Reads a part of a list. How many there are in all is counted only where the part does not tell.</summary>
    /// <param name="page">The part.</param>
    /// <param name="columns">What stands after SELECT.</param>
    /// <param name="from">What stands after it, up to the order.</param>
    /// <param name="order">The order.</param>
    /// <param name="map">Makes an item of a row.</param>
    /// <param name="cancellationToken">Cuts the read.</param>
    /// <param name="values">Values of the parameters, in order.</param>
    public async ValueTask<Page<T>> ReadPageAsync<T>(
        PageRequest page, string columns, string from, string order, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken, params object[] values)
    {
        var items = await ReadAsync(
            $"SELECT {columns} {from} {order} LIMIT ${values.Length + 1} OFFSET ${values.Length + 2}", map, cancellationToken, [.. values, page.Take, page.Skip])
            .ConfigureAwait(false);
        var isLast = items.Count < page.Take && (items.Count > 0 || page.Skip == 0);
        var total = isLast
            ? page.Skip + items.Count
            : await ReadFirstAsync($"SELECT count(*) {from}", row => row.GetInt64(0), cancellationToken, values).ConfigureAwait(false);
        return new Page<T>(items, total);
    }

    /// <summary>Several reads in one round trip.</summary>
    public NpgsqlBatch CreateBatch() => Source.CreateBatch();

    public static NpgsqlBatchCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(Parameter(value));
        return command;
    }

    public static async ValueTask<List<T>> ReadRowsAsync<T>(NpgsqlDataReader reader, Func<NpgsqlDataReader, T> map, CancellationToken cancellationToken)
    {
        List<T> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(map(reader));
        return rows;
    }

    public ValueTask DisposeAsync() => Source.DisposeAsync();

    private static NpgsqlParameter Parameter(object value) => value switch
    {
        long number => new NpgsqlParameter<long> { TypedValue = number },
        int number => new NpgsqlParameter<int> { TypedValue = number },
        bool flag => new NpgsqlParameter<bool> { TypedValue = flag },
        string text => new NpgsqlParameter<string> { TypedValue = SendableText.Of(text) },
        DateTimeOffset instant => new NpgsqlParameter<long> { TypedValue = Instant.ToTicks(instant) },
        Enum member => new NpgsqlParameter<int> { TypedValue = Convert.ToInt32(member, System.Globalization.CultureInfo.InvariantCulture) },
        string[] texts => new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(texts, SendableText.Of) },
        int[] numbers => new NpgsqlParameter<int[]> { TypedValue = numbers },
        long[] numbers => new NpgsqlParameter<long[]> { TypedValue = numbers },
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
