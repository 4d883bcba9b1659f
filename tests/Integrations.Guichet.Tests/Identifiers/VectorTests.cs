using System.Text.Json;
using Integrations.Guichet.Identifiers;

namespace Integrations.Guichet.Tests.Identifiers;

/// <summary>Every vector of Data/validation_vectors.json.</summary>
public class VectorTests
{
    private static readonly JsonElement Vectors = JsonDocument.Parse(File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "Data", "validation_vectors.json"))).RootElement;

    public static TheoryData<string> Of(string kind, string list) =>
        new(Vectors.GetProperty(kind).GetProperty(list).EnumerateArray().Select(value => value.GetString()!));

    public static TheoryData<string, string> VatNumbers() =>
        new(Vectors.GetProperty("vat").EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!)));

    [Theory, MemberData(nameof(Of), "siren", "valid")]
    public void A_siren_with_a_good_key_is_kept(string text) => Assert.Equal(text, SirenNumber.Parse(text).Value);

    [Theory, MemberData(nameof(Of), "siren", "invalid")]
    public void A_siren_without_a_good_key_is_refused(string text) => AssertRefused<SirenNumber>(text, "siren.");

    [Theory, MemberData(nameof(Of), "siret", "valid")]
    public void A_siret_with_a_good_key_gives_its_siren(string text) =>
        Assert.Equal(text[..9], SiretNumber.Parse(text).Siren.Value);

    [Theory, MemberData(nameof(Of), "siret", "invalid")]
    public void A_siret_without_a_good_key_is_refused(string text) => AssertRefused<SiretNumber>(text, "siret.");

    [Theory, MemberData(nameof(Of), "siret", "laPosteExceptionValid")]
    public void A_post_office_is_known_by_the_sum_of_its_digits(string text) => Assert.Equal(text, SiretNumber.Parse(text).Value);

    [Theory, MemberData(nameof(Of), "siret", "laPosteInvalid")]
    public void A_post_office_with_neither_key_nor_sum_is_refused(string text) => AssertRefused<SiretNumber>(text, "siret.checksum");

    [Theory, MemberData(nameof(VatNumbers))]
    public void The_vat_number_follows_from_the_siren(string siren, string vat)
    {
        Assert.Equal(vat, VatNumber.Of(SirenNumber.Parse(siren)).Value);
        Assert.Equal(siren, VatNumber.Parse(vat).Siren.Value);
    }

    [Theory, MemberData(nameof(Of), "insee", "valid")]
    public void A_well_formed_commune_is_read_or_refused_because_the_rules_do_not_reach_it(string text)
    {
        var read = CommuneCode.TryParse(text, out var commune, out var error);
        if (text.StartsWith("98", StringComparison.Ordinal))
            Assert.Equal("commune.out_of_scope", error?.Code);
        else
            Assert.Equal((true, text), (read, commune?.Value));
    }

    [Theory, MemberData(nameof(Of), "insee", "invalid")]
    public void A_text_that_is_no_commune_code_is_refused(string text) => AssertRefused<CommuneCode>(text, "commune.");

    [Theory, MemberData(nameof(Of), "idu", "valid")]
    public void A_parcel_gives_its_parts(string text)
    {
        var parcel = ParcelId.Parse(text);
        Assert.Equal(text, parcel.Commune.Value + parcel.AbsorbedCommune + parcel.Section + parcel.Number);
    }

    [Theory, MemberData(nameof(Of), "idu", "invalid")]
    public void A_text_that_is_no_parcel_is_refused(string text) => AssertRefused<ParcelId>(text, "parcel.");

    [Theory, MemberData(nameof(Of), "phone", "valid")]
    public void A_phone_number_is_normalised_to_E164(string text) =>
        Assert.Equal(text.StartsWith('0') ? "+33" + text[1..] : text, PhoneNumber.Parse(text).Value);

    [Theory, MemberData(nameof(Of), "phone", "invalid")]
    public void A_phone_number_with_a_digit_missing_or_too_many_is_refused(string text) => AssertRefused<PhoneNumber>(text, "phone.");

    [Theory, MemberData(nameof(Of), "auNumber", "valid")]
    public void A_permit_number_is_kept(string text) => Assert.Equal(text, PermitNumber.Parse(text).Value);

    [Theory, MemberData(nameof(Of), "auNumber", "invalid")]
    public void A_permit_number_with_dashes_is_refused(string text) => AssertRefused<PermitNumber>(text, "permit_number.");

    private static void AssertRefused<TIdentifier>(string text, string codePrefix) where TIdentifier : class, IIdentifier<TIdentifier>
    {
        Assert.False(TIdentifier.TryParse(text, out var identifier, out var error));
        Assert.Null(identifier);
        Assert.StartsWith(codePrefix, error.Code, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }
}
