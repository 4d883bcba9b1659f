using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Integrations.Runtime.Stores;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Integrations.Host.Access.Sessions;

/// <summary>
/// How the keys of cookies and forms are kept. Section <c>Sessions</c>: <c>Certificate</c>, a PKCS#12 file with its private key in base64, as
/// Azure Key Vault gives a certificate, locks them, so that whoever reads the database or a backup makes no session;
/// <c>PreviousCertificate</c> still opens what it locked. Without one they stand in the database as they are.
/// </summary>
internal static class SessionProtection
{
    private const string Section = "Sessions";

    /// <summary>Adds it.</summary>
    /// <exception cref="ArgumentException">A certificate cannot be read, or has no private key.</exception>
    public static void AddSessionProtection(this IServiceCollection services, IConfiguration configuration)
    {
        var protection = services.AddDataProtection().SetApplicationName("guichet");
        services.AddOptions<KeyManagementOptions>().Configure<IWorkflowStore>((options, store) => options.XmlRepository = new StoredKeys(store));
        var current = Read(configuration, "Certificate");
        var previous = Read(configuration, "PreviousCertificate");
        if (current is not null) protection.ProtectKeysWithCertificate(current);
        if (current is not null || previous is not null) protection.UnprotectKeysWithAnyCertificate([.. new[] { current, previous }.OfType<X509Certificate2>()]);
    }

    /// <summary>
    /// Keys are read when somebody needs one. ASP.NET would read them at the start and hold the port closed meanwhile, for a store that may not
    /// answer. To be called when everything else is added.
    /// </summary>
    public static void LoadSessionKeysWhenNeeded(this IServiceCollection services)
    {
        foreach (var early in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(IDataProtectionBuilder).Assembly).ToList())
            services.Remove(early);
    }

    private static X509Certificate2? Read(IConfiguration configuration, string name)
    {
        if (configuration[$"{Section}:{name}"] is not { Length: > 0 } text) return null;
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(text), null, X509KeyStorageFlags.EphemeralKeySet);
            return certificate.HasPrivateKey && certificate.GetRSAPrivateKey() is not null ? certificate : throw Unusable(name);
        }
        catch (Exception fault) when (fault is FormatException or CryptographicException)
        {
            throw Unusable(name);
        }
    }

    private static ArgumentException Unusable(string name) =>
        new($"{Section}:{name} n'est pas un certificat RSA avec sa clé privée, en PKCS#12 et en base64 (sessions.certificate).");
}
