using System.Globalization;
using CsCheck;
using Integrations.Guichet.Identifiers;

namespace Integrations.Guichet.Tests.Identifiers;

public class IdentifierTests
{
    [Fact]
    public void Ten_endings_of_a_siren_hold_one_good_key() =>
        Gen.Int[0, 99_999_999].Sample(body =>
            Enumerable.Range(0, 10).Count(key => SirenNumber.TryParse($"{body:00000000}{key}", out _, out _)) == 1);

    [Fact]
    public void A_wrong_digit_never_passes_for_a_siren() =>
        Gen.Select(Gen.Int[0, 99_999_999], Gen.Int[0, 8], Gen.Int[1, 9]).Sample((body, place, shift) =>
        {
            var good = Enumerable.Range(0, 10).Select(key => $"{body:00000000}{key}").First(siren => SirenNumber.TryParse(siren, out _, out _));
            var digits = good.ToCharArray();
            digits[place] = (char)('0' + ((digits[place] - '0' + shift) % 10));
            return !SirenNumber.TryParse(new string(digits), out _, out _);
        });

    [Fact]
    public void Any_siren_makes_a_vat_number_that_gives_it_back() =>
        Gen.Int[0, 99_999_999].Sample(body =>
        {
            var siren = Enumerable.Range(0, 10).Select(key => $"{body:00000000}{key}").Select(Identifier.ParseOrNull<SirenNumber>).First(found => found is not null)!;
            return VatNumber.Parse(VatNumber.Of(siren).Value).Siren == siren;
        });

    [Fact]
    public void No_text_makes_an_identifier_throw() =>
        Gen.String.Sample(text =>
        {
            _ = Identifier.ParseOrNull<SirenNumber>(text);
            _ = Identifier.ParseOrNull<SiretNumber>(text);
            _ = Identifier.ParseOrNull<VatNumber>(text);
            _ = Identifier.ParseOrNull<NafCode>(text);
            _ = Identifier.ParseOrNull<CommuneCode>(text);
            _ = Identifier.ParseOrNull<ParcelId>(text);
            _ = Identifier.ParseOrNull<PhoneNumber>(text);
            _ = Identifier.ParseOrNull<EmailAddress>(text);
            _ = Identifier.ParseOrNull<PermitNumber>(text);
            _ = Identifier.ParseOrNull<AiotNumber>(text);
            _ = Identifier.ParseOrNull<PostalCode>(text);
        });

    [Theory]
    [InlineData("123 451 072 00011")]
    [InlineData("12345107200011 ")]
    public void Spaces_in_a_siret_are_only_for_reading(string text) => Assert.Equal("12345107200011", SiretNumber.Parse(text).Value);

    [Theory]
    [InlineData("2562A"), InlineData("25.62A"), InlineData("25.62a")]
    public void An_activity_is_written_with_its_dot(string text) => Assert.Equal("25.62A", NafCode.Parse(text).Value);

    [Theory]
    [InlineData("75112", "75056"), InlineData("69385", "69123"), InlineData("13216", "13055"), InlineData("2B037", "2B037"), InlineData("13217", "13217")]
    public void An_arrondissement_of_Paris_Lyon_or_Marseille_is_served_by_the_town_hall(string code, string townHall)
    {
        var commune = CommuneCode.Parse(code);
        Assert.Equal(townHall, commune.TownHall.Value);
        Assert.Equal(code, commune.Value);
        Assert.Equal(code != townHall, commune.IsMunicipalArrondissement);
    }

    [Theory]
    [InlineData("2A004", "2A"), InlineData("97407", "974"), InlineData("01001", "01")]
    public void The_department_is_in_the_code(string code, string department) => Assert.Equal(department, CommuneCode.Parse(code).Department);

    [Theory]
    [InlineData("AB 123", "74081000AB0123"), InlineData("zc42", "74081000ZC0042"), InlineData("C 7", "740810000C0007")]
    [InlineData("74081123AB0123", "74081123AB0123")]
    public void A_parcel_of_the_commune_may_be_given_in_short(string text, string expected)
    {
        Assert.True(ParcelId.TryParse(text, CommuneCode.Parse("74081"), out var parcel, out _));
        Assert.Equal(expected, parcel.Value);
    }

    [Fact]
    public void Sections_are_numbered_in_Alsace_Moselle_only()
    {
        Assert.Equal("12", ParcelId.Parse("67482000120034").Section);
        Assert.False(ParcelId.TryParse("74081000120034", out _, out var error));
        Assert.Equal("parcel.section", error.Code);
    }

    [Theory]
    [InlineData("0692123456", "+262692123456"), InlineData("06 12 34 56 78", "+33612345678"), InlineData("+508 41 12 34", "+508411234")]
    public void A_phone_number_belongs_to_the_plan_that_holds_its_prefix(string text, string expected) =>
        Assert.Equal(expected, PhoneNumber.Parse(text).Value);

    [Theory]
    [InlineData("lemoine@existant.example\r\nBcc: x@y.example"), InlineData("a@b"), InlineData("a b@c.fr"), InlineData("<a@c.fr>"), InlineData("a@c.fr,b@c.fr")]
    public void A_mail_address_cannot_carry_a_header(string text) => Assert.Null(Identifier.ParseOrNull<EmailAddress>(text));

    [Fact]
    public void A_mail_address_longer_than_RFC_5321_is_refused()
    {
        Assert.False(EmailAddress.TryParse(new string('a', 65) + "@mairie.example", out _, out var error));
        Assert.Equal("email.length", error.Code);
    }

    [Theory]
    [InlineData("PC0740812600012", "74081", 2026), InlineData("CU02B0372600001", "2B037", 2026), InlineData("PC9744072700003", "97407", 2027)]
    public void A_permit_number_names_its_commune_and_year(string number, string commune, int year)
    {
        var permit = PermitNumber.Parse(number);
        Assert.Equal((commune, year), (permit.Commune.Value, permit.Year));
    }

    [Fact]
    public void A_refusal_says_why_in_French_and_keeps_its_code()
    {
        var refusal = Assert.Throws<FormatException>(() => CommuneCode.Parse("20004"));
        Assert.StartsWith("commune.former_corsican_code: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"commune.former_corsican_code: {"Ce code de commune corse n'existe plus depuis 1976 : il commence par 2A ou 2B."}"), refusal.Message);
    }
}
