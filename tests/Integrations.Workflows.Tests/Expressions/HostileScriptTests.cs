using System.Text.Json.Nodes;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Expressions;

/// <summary>
/// Scripts written to take the server down, to get out of the sandbox, or to do so by accident. Each ends with a value or with an incident in
/// words, within bounded memory. A stack that overflows or a call that never returns ends the test process: that is the alarm.
/// </summary>
public sealed class HostileScriptTests
{
    /// <summary>Bytes that one evaluation may allocate in all, of which it holds only a part at once.</summary>
    private const long MaxAllocated = 160_000_000;

    public static TheoryData<string, string> Corpus =>
        [.. ((JsonArray)TestData.Read("hostile-scripts.json")).Select(entry => ((string)entry!["type"]!, (string)entry["script"]!))];

    public static TheoryData<string, string, int, string> Nested => new()
    {
        { "JavaScript", "", 20000, "(1)" },
        { "JavaScript", "", 20000, "[]" },
        { "JavaScript", "", 9000, "{}" },
        { "JavaScript", "1", 30000, "+1" },
        { "JavaScript", "1", 20000, "**1" },
        { "JavaScript", "", 30000, "!" },
        { "JavaScript", "", 10000, "a=>" },
        { "JavaScript", "", 10000, "if(1)" },
        { "JavaScript", "let a={};a", 10000, ".a" },
        { "JavaScript", "let a=[];a", 10000, "[0]" },
        { "JavaScript", "", 10000, "1?1:" },
        { "JavaScript", "", 5000, "`${" },
        { "JavaScript", "", 10000, "function f(){" },
        { "JavaScript", "", 10000, "class A extends " },
        { "JavaScript", "let s='x';", 30, "s=s+s;" },
        { "JavaScript", "let a=1;", 30, "a=[a,a];" },
        { "Liquid", "", 5000, "{% if true %}" },
        { "Liquid", "", 5000, "{% for i in (1..2) %}" },
        { "Liquid", "{% liquid\n", 5000, "if true\n" },
        { "Liquid", "{% liquid ", 5000, "for i in (1..2)\n" },
        { "Liquid", "{{ ", 5000, "(" },
        { "Liquid", "{{ x", 5000, "[x" },
        { "Liquid", "{{ x", 9000, " | upcase" },
        { "Liquid", "{{ x", 9000, " | append: x" },
        { "Liquid", "{% if true", 9000, " and true" },
        { "Liquid", "{{ x", 20000, ".a" },
        { "Liquid", "", 5000, "{% case x %}{% when 1 %}" },
        { "Scriban", "{{ ", 5000, "(" },
        { "Scriban", "{{ ", 5000, "[" },
        { "Scriban", "{{ ", 5000, "-" },
        { "Scriban", "{{ 1", 20000, "+1" },
        { "Scriban", "", 5000, "{{ if true }}" },
        { "Scriban", "{{ x", 20000, ".a" },
        { "Scriban", "{{ 'x'", 5000, " | string.upcase" },
        { "Scriban", "{{ ", 3000, "func f;" },
        { "Scriban", "{{ ", 3000, "1 ? 1 : " },
        { "Scriban", "", 20000, "{" },
    };

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_hostile_script_ends_with_a_value_or_a_clear_error_in_bounded_memory(string type, string script) => Evaluate(type, script);

    [Theory]
    [MemberData(nameof(Nested))]
    public void A_script_that_is_nested_without_end_is_refused_or_run(string type, string before, int times, string unit)
    {
        var open = string.Concat(Enumerable.Repeat(unit, times));
        Evaluate(type, before + open);
        if (type == "JavaScript") Evaluate(type, before + open + "1" + Closing(unit, times));
        if (type != "JavaScript") Evaluate(type, before + open + "1" + (before.StartsWith("{{", StringComparison.Ordinal) ? Closing(unit, times) + " }}" : before.Length > 0 ? " %}" : ""));
    }

    [Theory]
    [InlineData("JavaScript", "const {getOwnPropertyDescriptors: d, values: v} = Object; let n = 0; v(d(String.prototype)).forEach(x => { try { n = Math.max(n, x.value.call('x', 5e7).length) } catch {} }); n")]
    [InlineData("JavaScript", "(function () { return this })().BigInt")]
    [InlineData("JavaScript", "typeof Temporal + typeof ShadowRealm + typeof Uint8Array + [].length")]
    public void What_is_not_offered_is_not_reached_by_another_way(string type, string script) =>
        Assert.DoesNotContain(Evaluate(type, script).Printed, line => line.Contains("5000", StringComparison.Ordinal) || line.Contains("function", StringComparison.Ordinal));

    [Theory]
    [InlineData("[].constructor.constructor('return this')()")]
    [InlineData("(async () => {}).constructor('return 1')()")]
    [InlineData("getVariable.constructor('return 1')()")]
    [InlineData("import('fs')")]
    [InlineData("importNamespace('System.IO')")]
    [InlineData("System.IO.File.ReadAllText('/etc/passwd')")]
    [InlineData("clr.System")]
    [InlineData("getVariable.GetType().Assembly")]
    [InlineData("require('fs')")]
    [InlineData("fetch('https://example.org')")]
    public void No_script_reaches_the_host_the_disk_or_the_network(string script) =>
        Assert.Equal(WorkflowSubStatus.Faulted, TestData.Evaluate(script).State.SubStatus);

    [Theory]
    [InlineData("Liquid", "{% include '/etc/passwd' %}")]
    [InlineData("Liquid", "{% render 'x' %}")]
    [InlineData("Scriban", "{{ include '/etc/passwd' }}")]
    [InlineData("Scriban", "{{ 'x'.get_type }}")]
    public void No_template_reaches_the_host_or_the_disk(string type, string template) =>
        Assert.Equal(WorkflowSubStatus.Faulted, TestData.Evaluate(template, type).State.SubStatus);

    [Theory]
    [InlineData("JavaScript", "String.prototype.trim = () => 'evil'; Math.max = 1; 'set'", "' a '.trim() + Math.max(1, 2)", "a2")]
    [InlineData("JavaScript", "Array.prototype.evil = 1; globalThis.leak = 1; 'set'", "typeof [].evil + typeof leak", "undefinedundefined")]
    [InlineData("JavaScript", "getVariable.evil = 1; 'set'", "typeof getVariable.evil", "undefined")]
    [InlineData("Scriban", "{{ string.evil = 1; leak = 2; 'set' }}", "{{ string | object.has_key 'evil' }}", "false")]
    [InlineData("Liquid", "{% assign leak = 1 %}{% increment n %}set", "{{ leak }}{% increment n %}-", "0-")]
    public void What_one_script_changes_no_other_sees(string type, string first, string second, string expected)
    {
        var plan = TestData.Plan(TestData.Sequence(TestData.Write("a", first, type), TestData.Write("b", second, type)));

        TestData.Start(plan);
        Assert.Equal(expected, TestData.Start(plan).Printed[^1]);
    }

    private static string Closing(string unit, int times) => string.Concat(Enumerable.Repeat(unit switch
    {
        "(1)" or "(" => ")",
        "[]" or "[" or "[x" => "]",
        "{}" or "function f(){" => "}",
        "`${" => "}`",
        _ => "",
    }, times));

    private static BurstResult Evaluate(string type, string script)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = TestData.Evaluate(script, type, "t:Int32:5", "o:JsonObject:{\\\"a\\\":[1,2,3]}");
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(1, result.Printed.Count + result.Incidents.Count);
        Assert.True(allocated < MaxAllocated, $"{allocated} bytes");
        foreach (var incident in result.Incidents)
        {
            Assert.StartsWith("Failed to evaluate activity input 'Text'", incident.Message, StringComparison.Ordinal);
            Assert.InRange(incident.Message.Length, 60, 2000);
            Assert.Null(incident.Detail);
        }

        return result;
    }
}
