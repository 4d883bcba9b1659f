using Integrations.Host.Portal.Language;

namespace Integrations.EndToEnd.Portal;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("2027-03-01", "lundi 1er mars 2027", "Monday 1 March 2027")]
    [InlineData("2027-02-28", "dimanche 28 février 2027", "Sunday 28 February 2027")]
    public void A_date_is_written_in_letters(string date, string french, string english) =>
        Assert.Equal(new Text(french, english), Dates.Long(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData(0, "aujourd’hui")]
    [InlineData(1, "demain")]
    [InlineData(12, "dans 12 jours")]
    [InlineData(-1, "depuis hier")]
    [InlineData(-3, "depuis 3 jours")]
    public void The_distance_of_a_date_is_said_in_words(int days, string french)
    {
        var today = new DateOnly(2027, 5, 10);
        Assert.Equal(french, Dates.Distance(today.AddDays(days), today).French);
    }

    [Theory]
    [InlineData("Pourquoi ? « Oui » : non ; si !", "Pourquoi\u00a0? «\u00a0Oui\u00a0»\u00a0: non\u00a0; si\u00a0!")]
    [InlineData("rien à changer", "rien à changer")]
    public void French_signs_do_not_start_a_line(string typed, string written) => Assert.Equal(written, Typography.French(typed));

    [Theory]
    [InlineData("+33450962740", "04\u00a050\u00a096\u00a027\u00a040")]
    [InlineData("+262262123456", "+262262123456")]
    public void A_French_telephone_number_is_written_in_pairs(string number, string written) => Assert.Equal(written, Phones.Readable(number));
}
