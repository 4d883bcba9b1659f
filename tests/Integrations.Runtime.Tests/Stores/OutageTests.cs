using System.Net.Sockets;
using System.Security.Authentication;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Postgres;
using Npgsql;

namespace Integrations.Runtime.Tests.Stores;

/// <summary>What a start waits for, and what it does not.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData("57P03", true)]
    [InlineData("57P01", true)]
    [InlineData("53300", true)]
    [InlineData("08P01", true)]
    [InlineData("25006", true)]
    [InlineData("28P01", false)]
    [InlineData("28000", false)]
    [InlineData("3D000", false)]
    [InlineData("42501", false)]
    public void An_answer_of_the_server_is_waited_out_or_not_by_what_it_says(string sqlState, bool passes)
    {
        var answer = new PostgresException("said", "FATAL", "FATAL", sqlState);

        Assert.Equal(passes, Outage.Is(answer));
        Assert.Equal(passes, Outage.Is(new StoreRefusedException("storage.migration", "La mise à jour a échoué", answer)));
    }

    [Fact]
    public void A_connection_that_is_not_made_is_waited_for()
    {
        Assert.True(Outage.Is(new NpgsqlException("Failed to connect", new SocketException((int)SocketError.ConnectionRefused))));
        Assert.True(Outage.Is(new NpgsqlException("Timeout", new TimeoutException())));
        Assert.True(Outage.Is(new NpgsqlException("No token", new InvalidOperationException("the identity does not answer"))));
        Assert.True(Outage.Is(new SocketException((int)SocketError.HostNotFound)));
        Assert.True(Outage.Is(new StoreConnectionLostException(mayBeWritten: false, new IOException())));
        Assert.True(Outage.Is(new IOException("The operation is not allowed on non-connected sockets.")));
    }

    [Fact]
    public void What_nobody_but_a_person_mends_is_not()
    {
        Assert.False(Outage.Is(new NpgsqlException("No password has been provided")));
        Assert.False(Outage.Is(new NpgsqlException("Certificate", new AuthenticationException())));
        Assert.False(Outage.Is(new StoreRefusedException("storage.schema-newer", "Le schéma est plus récent")));
        Assert.False(Outage.Is(new DirectoryNotFoundException("workflows")));
        Assert.False(Outage.Is(new FileNotFoundException("partners.json")));
    }
}
