using System.Net;
using System.Net.Http.Headers;

namespace Integrations.EndToEnd.Studio;

/// <summary>How Elsa Studio comes to a browser.</summary>
public sealed class DeliveryTests(StudioService service) : IClassFixture<StudioService>
{
    private const string Boot = "/studio/_framework/dotnet.js";
    private const string Style = "/studio/_content/MudBlazor/MudBlazor.min.css";

    [Theory]
    [InlineData(Boot, "text/javascript")]
    [InlineData(Style, "text/css")]
    [InlineData("/studio/_framework/icudt.oh1zvcfom8.dat", "application/octet-stream")]
    [InlineData("/studio/_framework/dotnet.native.rw4kynp763.wasm", "application/wasm")]
    [InlineData("/studio/_content/Elsa.Studio.Shell/site.webmanifest", "application/manifest+json")]
    [InlineData("/studio/_content/Radzen.Blazor/fonts/RobotoFlex.woff2", "font/woff2")]
    [InlineData("/studio/appsettings.json", "application/json")]
    [InlineData("/assets/studio/atelier.js", "text/javascript")]
    [InlineData("/assets/studio/fr.json", "application/json")]
    [InlineData("/assets/studio/icons/landmark.svg", "image/svg+xml")]
    public async Task Each_kind_of_file_has_its_media_type(string path, string mediaType)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(mediaType, answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("identity", null)]
    [InlineData(null, null)]
    public async Task The_best_precompressed_twin_that_the_browser_takes_is_sent(string? accepted, string? sent)
    {
        using var answer = await GetAsync(Style, accepted);
        Assert.Equal(sent, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        var plain = await service.Client.GetByteArrayAsync(new Uri(Style, UriKind.Relative), TestContext.Current.CancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var decoded = new MemoryStream();
        await (sent switch
        {
            "br" => new System.IO.Compression.BrotliStream(body, System.IO.Compression.CompressionMode.Decompress),
            "gzip" => new System.IO.Compression.GZipStream(body, System.IO.Compression.CompressionMode.Decompress),
            _ => body,
        }).CopyToAsync(decoded, TestContext.Current.CancellationToken);
        Assert.Equal(plain, decoded.ToArray());
    }

    [Fact]
    public async Task What_changes_its_name_with_its_content_is_kept_for_ever_and_the_rest_is_asked_for_again_without_being_sent_again()
    {
        using var fingerprinted = await GetAsync("/studio/_framework/System.Linq.zrgapkccbx.wasm", "br");
        Assert.Equal("public, max-age=31536000, immutable", fingerprinted.Headers.CacheControl?.ToString());

        using var boot = await GetAsync(Boot, "br");
        Assert.Equal("no-cache", boot.Headers.CacheControl?.ToString());
        using var again = await GetAsync(Boot, "br", boot.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        using var other = await GetAsync(Boot, "gzip", boot.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("/studio")]
    [InlineData("/studio/workflows/definitions")]
    [InlineData("/studio/workflows/definitions/urbanism-permit/edit")]
    [InlineData("/studio/workflows/instances")]
    [InlineData("/studio/workflows/instances/0a1b/view")]
    public async Task Every_address_that_Studio_writes_into_the_browser_can_be_reloaded(string path)
    {
        using var answer = await GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<base href=\"/studio/\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.Equal("no-store, no-cache", answer.Headers.CacheControl?.ToString());
    }

    [Theory]
    [InlineData("/studio/index.html")]
    [InlineData("/studio/package.json")]
    [InlineData("/studio/../appsettings.json")]
    [InlineData("/studio/..%2f..%2fIntegrations.Host.csproj")]
    [InlineData("/studio/_framework/missing.wasm")]
    public async Task Nothing_else_is_served(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Only_the_designer_may_run_scripts_and_none_of_them_comes_from_elsewhere()
    {
        using var studio = await GetAsync("/studio");
        var policy = Assert.Single(studio.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self' 'wasm-unsafe-eval'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("'unsafe-eval'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);

        using var desk = await GetAsync("/dossiers");
        Assert.DoesNotContain("script-src", Assert.Single(desk.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? accepted = null, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepted is not null) request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        if (known is not null) request.Headers.IfNoneMatch.Add(known);
        return await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
