using Integrations.Host.Access.Providers;

namespace Integrations.Host.Access;

/// <summary>How people sign in to this host.</summary>
internal sealed record SignInWays
{
    /// <summary>Name of the section of the settings.</summary>
    public const string Section = "Access";

    private const string LocalSetting = "LocalSignIn";

    private SignInWays()
    {
    }

    /// <summary>A demonstration: everybody is its administrator, and may sign in as somebody else.</summary>
    public static SignInWays OfDemonstration { get; } = new() { Demonstration = true, Local = true };

    /// <summary>Identity providers.</summary>
    public IReadOnlyList<IdentityProvider> Providers { get; private init; } = [];

    /// <summary>The local sign-in without a password. Never in production.</summary>
    public bool Local { get; private init; }

    /// <summary>Everybody is the administrator until they sign in.</summary>
    public bool Demonstration { get; private init; }

    /// <summary>Whether anybody can sign in.</summary>
    public bool Any => Local || Providers.Count > 0;

    /// <summary>What whoever set this host up should know, in French.</summary>
    public IReadOnlyList<string> Warnings { get; private init; } = [];

    /// <summary>Reads the settings.</summary>
    /// <exception cref="ArgumentException">A provider is not set up; the message says what to do.</exception>
    public static SignInWays From(IConfiguration configuration, bool development)
    {
        var section = configuration.GetSection(Section);
        IdentityProvider?[] providers = [EntraId.From(section.GetSection("EntraId")), OpenIdProvider.From(section.GetSection("OpenIdConnect"))];
        var ways = new SignInWays
        {
            Providers = [.. providers.OfType<IdentityProvider>()],
            // Only the environment opens it; the setting can but close it.
            Local = development && section.GetValue(LocalSetting, true),
        };
        if (ways.Providers.Count > 0 && !development && configuration.GetValue<Uri?>("Service:PublicUrl")?.Scheme != Uri.UriSchemeHttps)
            throw new ArgumentException("Service:PublicUrl commence par https:// dès que des personnes se connectent : leur session ne passe qu'en TLS.");
        return ways with { Warnings = [.. WarningsOf(configuration, section, ways, development)] };
    }

    /// <summary>The provider of a name; null: none.</summary>
    public IdentityProvider? Find(string? scheme) => Providers.FirstOrDefault(provider => provider.Scheme == scheme);

    private static IEnumerable<string> WarningsOf(IConfiguration configuration, IConfigurationSection section, SignInWays ways, bool development)
    {
        if (!development && section[LocalSetting] is not null)
            yield return $"{Section}:{LocalSetting} est sans effet : la connexion locale, sans mot de passe, n'existe qu'en développement et dans la démonstration.";
        if (configuration["Portal:OpenToEveryone"] is not null)
            yield return "Portal:OpenToEveryone n'existe plus : réglez Access:EntraId ou Access:OpenIdConnect (docs/access.md).";
        if (!ways.Any)
            yield return "Les pages du guichet restent fermées : personne ne peut se connecter. Réglez Access:EntraId ou Access:OpenIdConnect (docs/access.md).";
    }
}
