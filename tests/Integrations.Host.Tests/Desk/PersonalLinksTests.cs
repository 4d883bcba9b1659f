using Integrations.Host.Desk.Deliveries;
using Integrations.Host.Desk.Messages;

namespace Integrations.Host.Tests.Desk;

public sealed class PersonalLinksTests
{
    [Theory]
    [InlineData("Suivre : https://guichet.example/suivi/abc.def-_1\nFin", "Suivre : [lien personnel]\nFin")]
    [InlineData("http://localhost:5080/reponse/x.y et la suite", "[lien personnel] et la suite")]
    [InlineData("https://guichet.example/dossiers/IMP-2026-49-000003", "https://guichet.example/dossiers/IMP-2026-49-000003")]
    public void The_history_of_a_file_never_holds_a_signed_address(string letter, string kept) => Assert.Equal(kept, SignedAddresses.Hide(letter));

    [Fact]
    public void A_comment_names_pieces_by_their_codes() =>
        Assert.Equal(["PC4", "PC6_INSERTION"], PieceCodes.In("Il manque la notice (PC4) et PC6_INSERTION, puis PC4 encore."));

    [Fact]
    public void A_comment_without_codes_names_none() => Assert.Null(PieceCodes.In("Il manque des plans."));

    [Theory]
    [InlineData("IMP-2026-2B-000010", true)]
    [InlineData("IMP-2026-974-000001", true)]
    [InlineData("IMP-2026-98-1", false)]
    [InlineData("imp-2026-49-000003", false)]
    public void A_file_number_has_year_department_and_six_digits(string number, bool valid) => Assert.Equal(valid, FileNumber.IsValid(number));
}
