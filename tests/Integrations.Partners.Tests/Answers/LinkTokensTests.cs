using CsCheck;
using Integrations.Partners.Answers;

namespace Integrations.Partners.Tests.Answers;

public sealed class LinkTokensTests
{
    private const string Key = "a-key-that-is-not-a-real-one-0001";
    private const string NextKey = "a-key-that-is-not-a-real-one-0002";

    private static readonly DateTimeOffset Now = new(2027, 2, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly LinkTokens Tokens = new(LinkKeys.Of(Key));
    private static readonly SignedLink.PartnerAnswer Link = new("IMP-2027-74-000005", "t-1", "sdis-74", Now.AddDays(14));

    [Fact]
    public void A_link_gives_back_the_right_that_was_signed() =>
        Assert.Equal(new LinkReading<SignedLink.PartnerAnswer>.Valid(Link), Tokens.TryRead<SignedLink.PartnerAnswer>(Tokens.Issue(Link), Now));

    [Fact]
    public void Any_ids_survive_the_way_there_and_back()
    {
        var id = Gen.String[Gen.Char['\u0001', '\u07FF'], 0, 40];
        Gen.Select(id, id, id).Sample((file, task, partner) =>
        {
            var link = new SignedLink.PartnerAnswer(file, task, partner, Now.AddDays(1));
            Assert.Equal(new LinkReading<SignedLink.PartnerAnswer>.Valid(link), Tokens.TryRead<SignedLink.PartnerAnswer>(Tokens.Issue(link), Now));
        });
    }

    [Fact]
    public void The_same_right_is_always_the_same_link() => Assert.Equal(Tokens.Issue(Link), Tokens.Issue(Link));

    [Fact]
    public void A_link_is_dead_from_its_end_on()
    {
        var token = Tokens.Issue(Link);

        Assert.IsType<LinkReading<SignedLink.PartnerAnswer>.Valid>(
            Tokens.TryRead<SignedLink.PartnerAnswer>(token, Link.ExpiresAt.AddSeconds(-1)));
        AssertInvalid(LinkProblem.Expired, Tokens.TryRead<SignedLink.PartnerAnswer>(token, Link.ExpiresAt));
    }

    [Fact]
    public void A_link_lives_seven_days_after_the_last_day_on_the_clocks_of_the_authority()
    {
        Assert.Equal(
            new DateTimeOffset(2027, 2, 22, 23, 0, 0, TimeSpan.Zero),
            SignedLink.PartnerAnswer.ExpiryFor(new DateOnly(2027, 2, 15), TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris")));
        Assert.Equal(
            new DateTimeOffset(2027, 2, 22, 20, 0, 0, TimeSpan.Zero),
            SignedLink.PartnerAnswer.ExpiryFor(new DateOnly(2027, 2, 15), TimeZoneInfo.FindSystemTimeZoneById("Indian/Reunion")));
    }

    [Fact]
    public void The_tracking_link_of_a_firm_does_not_open_an_answer_page()
    {
        var tracking = Tokens.Issue(new SignedLink.FirmTracking(Link.FileId, Link.ExpiresAt));

        AssertInvalid(LinkProblem.WrongPurpose, Tokens.TryRead<SignedLink.PartnerAnswer>(tracking, Now));
        var reading = Tokens.TryRead<SignedLink.FirmTracking>(Tokens.Issue(Link), Now);
        Assert.Equal(LinkProblem.WrongPurpose, Assert.IsType<LinkReading<SignedLink.FirmTracking>.Invalid>(reading).Problem);
    }

    [Fact]
    public void Any_changed_character_kills_a_link()
    {
        var token = Tokens.Issue(Link);
        // The last character of a base64url text holds bits that belong to no byte.
        for (var position = 0; position < token.Length - 1; position++)
        {
            var other = token[position] == 'A' ? 'B' : 'A';
            var changed = $"{token[..position]}{other}{token[(position + 1)..]}";
            Assert.IsType<LinkReading<SignedLink.PartnerAnswer>.Invalid>(Tokens.TryRead<SignedLink.PartnerAnswer>(changed, Now));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("abc")]
    [InlineData("a.b.c")]
    [InlineData("é.é")]
    [InlineData("==.==")]
    public void What_is_not_a_link_is_told_so(string? token) =>
        Assert.IsType<LinkReading<SignedLink.PartnerAnswer>.Invalid>(Tokens.TryRead<SignedLink.PartnerAnswer>(token, Now));

    [Fact]
    public void Links_sent_before_a_key_was_replaced_live_on()
    {
        var token = Tokens.Issue(Link);

        Assert.IsType<LinkReading<SignedLink.PartnerAnswer>.Valid>(
            new LinkTokens(LinkKeys.Of(NextKey, Key)).TryRead<SignedLink.PartnerAnswer>(token, Now));
        AssertInvalid(LinkProblem.BadSignature, new LinkTokens(LinkKeys.Of(NextKey)).TryRead<SignedLink.PartnerAnswer>(token, Now));
    }

    [Fact]
    public void A_weak_or_absent_key_is_refused_at_start()
    {
        Assert.Throws<ArgumentException>(() => LinkKeys.Of(null, ""));
        Assert.Throws<ArgumentException>(() => LinkKeys.Of("short"));
    }

    private static void AssertInvalid(LinkProblem problem, LinkReading<SignedLink.PartnerAnswer> reading)
    {
        var invalid = Assert.IsType<LinkReading<SignedLink.PartnerAnswer>.Invalid>(reading);
        Assert.Equal(problem, invalid.Problem);
        Assert.StartsWith("link_", invalid.Code, StringComparison.Ordinal);
        Assert.NotEmpty(invalid.InFrench);
    }
}
