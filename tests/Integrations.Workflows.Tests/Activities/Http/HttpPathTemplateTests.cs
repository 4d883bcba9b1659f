using CsCheck;
using Integrations.Workflows.Activities;

namespace Integrations.Workflows.Tests.Activities.Http;

public sealed class HttpPathTemplateTests
{
    [Theory]
    [InlineData("orders", "/Orders", "{}")]
    [InlineData("/orders/{id}", "/orders/7", """{"id":"7"}""")]
    [InlineData("orders/{id:int}/lines/{line?}", "/orders/7/lines", """{"id":"7"}""")]
    [InlineData("orders/{id:int}/lines/{line?}", "/orders/7/lines/2", """{"id":"7","line":"2"}""")]
    [InlineData("files/{*path}", "/files/a/b.pdf", """{"path":"a/b.pdf"}""")]
    [InlineData("files/{*path}", "/files", """{"path":""}""")]
    public void A_path_that_fits_gives_the_values_of_the_parameters(string template, string path, string values) =>
        Assert.Equal(values, Read(template).Match(path)?.ToJsonString());

    [Theory]
    [InlineData("orders/{id:int}", "/orders/seven")]
    [InlineData("orders/{id}", "/orders")]
    [InlineData("orders/{id}", "/orders/7/lines")]
    [InlineData("orders", "/order")]
    public void A_path_that_does_not_fit_gives_nothing(string template, string path) => Assert.Null(Read(template).Match(path));

    [Theory]
    [InlineData("  ")]
    [InlineData(null)]
    [InlineData("orders/{}")]
    [InlineData("orders/{id")]
    [InlineData("orders/no-{id}")]
    [InlineData("orders/{id:regex(.*)}")]
    [InlineData("{*rest}/orders")]
    [InlineData("{id?}/orders")]
    [InlineData("{id}/{ID}")]
    [InlineData("{a}/{b}/{c}/{d}/{e}")]
    public void A_path_that_cannot_be_served_is_refused_with_words(string? text)
    {
        Assert.False(HttpPathTemplate.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void The_most_literal_template_is_looked_up_first()
    {
        var keys = HttpPathTemplate.KeysFor("POST", "/orders/7").ToList();

        string[] order = ["/orders/7", "/orders/{}", "/{}/7", "/{}/{}", "/orders/7/{*}", "/orders/{*}", "/{*}"];
        Assert.Equal(order.Select(shape => HttpPathTemplate.Key("post", shape)), keys.Where(key => order.Contains(key["Elsa.HttpEndpoint:post:".Length..])));
    }

    [Fact]
    public void Whatever_fits_a_template_is_found_by_one_of_its_keys()
    {
        var segment = OneOf("orders", "lines", "a", "7", "É");
        var part = Gen.OneOf(segment, OneOf("{x}", "{y:int}"));
        Gen.Select(part.Array[0, 5], OneOf("", "/{*rest}", "/{z?}"), segment.Array[0, 7]).Sample((parts, end, path) =>
        {
            if (!HttpPathTemplate.TryParse("/" + string.Join('/', parts) + end, out var template, out _)) return;
            var request = "/" + string.Join('/', path);
            if (template.Match(request) is null) return;
            var keys = HttpPathTemplate.KeysFor("GET", request).ToHashSet();
            Assert.Contains(template.Shapes, shape => keys.Contains(HttpPathTemplate.Key("get", shape)));
        });
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static HttpPathTemplate Read(string text)
    {
        Assert.True(HttpPathTemplate.TryParse(text, out var template, out var problem), problem);
        return template;
    }
}
