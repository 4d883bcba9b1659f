using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Integrations.Host.Access;
using Integrations.Host.Access.Sessions;
using Integrations.Host.Tests.Access;
using Integrations.Runtime.Documents;
using Integrations.Runtime.Stores;
using Integrations.Runtime.Stores.Sqlite;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Integrations.Host.Tests.Security;

/// <summary>The keys of cookies and forms are in the store, locked where there is a certificate.</summary>
public sealed class SessionKeyTests
{
    [Fact]
    public async Task A_session_begun_at_one_process_is_good_at_another_on_the_same_store()
    {
        var store = SqliteWorkflowStore.InMemory();
        await using var first = await ServedDesk.StartAsync("Development", [], services => On(services, store));
        await using var second = await ServedDesk.StartAsync("Development", [], services => On(services, store));
        using var signedIn = first.Visit(out var browser);
        using var answer = await signedIn.SignInAsync(DeskRole.Reader);
        var session = browser.CookiesSet.Last(cookie => cookie.StartsWith("session=", StringComparison.Ordinal)).Split(';')[0];

        using var elsewhere = second.Visit();
        Assert.Equal(HttpStatusCode.Redirect, (await elsewhere.GetAsync("/dossiers")).StatusCode);
        elsewhere.DefaultRequestHeaders.Add("Cookie", session);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.GetAsync("/dossiers")).StatusCode);
    }

    [Fact]
    public async Task With_a_certificate_whoever_reads_the_store_cannot_make_a_session()
    {
        await using var store = SqliteWorkflowStore.InMemory();
        var certificate = NewCertificate();
        var locked = Protect(store, ("Sessions:Certificate", certificate));

        Assert.Equal("text", Open(store, locked, ("Sessions:Certificate", certificate)));
        var key = Assert.Single((await store.QueryDocumentsAsync(new DocumentQuery(StoredKeys.Collection), new PageRequest(0, 10))).Items);
        Assert.Contains("EncryptedData", key.Json, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", key.Json, StringComparison.Ordinal);
        Assert.Throws<CryptographicException>(() => Open(store, locked));
        Assert.Throws<CryptographicException>(() => Open(store, locked, ("Sessions:Certificate", NewCertificate())));
    }

    [Fact]
    public async Task What_the_previous_certificate_locked_is_still_open_while_a_new_one_takes_its_place()
    {
        await using var store = SqliteWorkflowStore.InMemory();
        var (old, next) = (NewCertificate(), NewCertificate());
        var locked = Protect(store, ("Sessions:Certificate", old));

        Assert.Equal("text", Open(store, locked, ("Sessions:Certificate", next), ("Sessions:PreviousCertificate", old)));
    }

    [Theory]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    public async Task A_certificate_that_cannot_be_used_stops_the_start(string text)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => ServedDesk.InProductionAsync($"Sessions:Certificate={text}"));

        Assert.Contains("sessions.certificate", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(text, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The store, and the keys in it instead of those that tests usually hold in memory.</summary>
    private static void On(IServiceCollection services, IWorkflowStore store)
    {
        services.AddSingleton(store);
        services.RemoveAll<IDataProtectionProvider>();
        services.AddDataProtection();
    }

    private static string Protect(IWorkflowStore store, params (string Name, string Value)[] settings)
    {
        using var process = Process(store, settings);
        return process.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("text");
    }

    private static string Open(IWorkflowStore store, string locked, params (string Name, string Value)[] settings)
    {
        using var process = Process(store, settings);
        return process.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(locked);
    }

    /// <summary>The store is an instance: it outlives the process.</summary>
    private static ServiceProvider Process(IWorkflowStore store, (string Name, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(store);
        var configuration = new ConfigurationManager();
        foreach (var (name, value) in settings) configuration[name] = value;
        services.AddSessionProtection(configuration);
        return services.BuildServiceProvider();
    }

    private static string NewCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=guichet-sessions", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddYears(10));
        return Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12));
    }
}
