using System.Text;
using Integrations.Runtime.Queues;

namespace Integrations.Runtime.Tests.Queues;

public sealed class HintTextTests
{
    public static TheoryData<WorkHint, string> Hints => new()
    {
        { new WorkHint.Message(123), """{"m":123}""" },
        { new WorkHint.Command(456), """{"c":456}""" },
        { new WorkHint.Time(new DateTimeOffset(2026, 11, 24, 8, 15, 2, TimeSpan.Zero)), """{"due":"2026-11-24T08:15:02.0000000Z"}""" },
    };

    [Theory]
    [MemberData(nameof(Hints))]
    public void A_hint_holds_a_number_or_an_instant_and_is_read_in_Base64_and_plain(WorkHint hint, string text)
    {
        Assert.Equal(text, HintText.Write(hint));
        Assert.Equal(hint, HintText.Read(text));
        Assert.Equal(Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), HintText.Encode(hint));
        Assert.Equal(hint, HintText.Read(HintText.Encode(hint)));
    }

    [Theory]
    [InlineData("""{"m":[7,8,9]}""")]
    [InlineData("""{"c":[5]}""")]
    [InlineData("""{"m":[7],"c":[5,6]}""")]
    public void A_hint_for_several_rows_names_each(string text)
    {
        var rows = Assert.IsType<WorkHint.Rows>(HintText.Read(text));
        Assert.Equal(text, HintText.Write(rows));
    }

    [Theory]
    [InlineData("")]
    [InlineData("bonjour")]
    [InlineData("abcd")]
    [InlineData("42")]
    [InlineData("[1,2]")]
    [InlineData("null")]
    [InlineData("""{}""")]
    [InlineData("""{"m":"123"}""")]
    [InlineData("""{"m":1.5}""")]
    [InlineData("""{"m":0}""")]
    [InlineData("""{"m":-1}""")]
    [InlineData("""{"m":99999999999999999999}""")]
    [InlineData("""{"m":[]}""")]
    [InlineData("""{"m":[1,"2"]}""")]
    [InlineData("""{"m":[1,-2]}""")]
    [InlineData("""{"due":[1]}""")]
    [InlineData("""{"m":[1],"x":[2]}""")]
    [InlineData("""{"m":[1],"c":2}""")]
    [InlineData("""{"m":1,"c":2}""")]
    [InlineData("""{"M":1}""")]
    [InlineData("""{"m":1}{"m":2}""")]
    [InlineData("""{"due":"demain"}""")]
    [InlineData("""{"due":5}""")]
    public void Anything_else_is_no_hint(string text) => Assert.Null(HintText.Read(text));
}
