using CsCheck;
using Integrations.Workflows.Execution;
using Integrations.Workflows.Tests.Fuzz;

namespace Integrations.Workflows.Tests.Expressions;

public sealed class ScriptTests
{
    [Fact]
    public void A_failing_script_names_activity_input_line_column_and_its_own_message()
    {
        var result = TestData.Evaluate("const a = 1;\nthrow new Error('boum')");

        var message = Assert.Single(result.Incidents).Message;
        Assert.StartsWith("Failed to evaluate activity input 'Text'", message, StringComparison.Ordinal);
        Assert.Contains("activité 'w', ligne 2, colonne", message, StringComparison.Ordinal);
        Assert.EndsWith("boum", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("while (true) {}", "instructions")]
    [InlineData("(function f() { return f(); })()", "appels imbriqués")]
    [InlineData("let a = []; for (;;) a.push('x'.repeat(10000))", "")]
    [InlineData("new Array(1e9).fill(0)", "")]
    [InlineData("/(a+)+$/.test('a'.repeat(40) + 'b')", "trop lente")]
    [InlineData("'x'['rep' + 'eat'](5e8)", "millions")]
    [InlineData("new Array(90000).join('x'.repeat(90000))", "millions")]
    [InlineData("'a'.repeat(90000).replaceAll('a', 'b'.repeat(90000))", "millions")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; JSON.stringify(a)", "")]
    [InlineData("let a = [1]; for (let i = 0; i < 30; i++) a = [a, a]; a", "100000")]
    [InlineData("let a = []; for (let i = 0; i < 20000; i++) a = [a]; String(a)", "")]
    [InlineData("new Proxy({}, { get(t, k, r) { return r[k] } }).x", "")]
    [InlineData("new Uint8Array(2e9)", "not defined")]
    [InlineData("let a = 10n; for (;;) a *= a", "BigInt")]
    [InlineData("new Promise(() => {})", "")]
    [InlineData("(async () => { while (true) await 0 })()", "")]
    [InlineData("const f = () => Promise.resolve().then(f); f()", "")]
    [InlineData("Promise.reject(new Error('no'))", "no")]
    public void A_script_without_end_is_stopped(string script, string reason)
    {
        var result = TestData.Evaluate(script);

        Assert.Equal(WorkflowSubStatus.Faulted, result.State.SubStatus);
        Assert.Contains(reason, Assert.Single(result.Incidents).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("typeof System + typeof require + typeof process + typeof importNamespace", "undefinedundefinedundefinedundefined")]
    [InlineData("try { eval('1') } catch (e) { 'no eval' }", "no eval")]
    [InlineData("try { new Function('return 1')() } catch (e) { 'no Function' }", "no Function")]
    public void A_script_reaches_neither_the_host_nor_a_compiler(string script, string expected) =>
        Assert.Equal([expected], TestData.Evaluate(script).Printed);

    [Fact]
    public void What_a_script_does_to_prototypes_ends_with_it()
    {
        var plan = TestData.Plan(TestData.Sequence(TestData.Write("a", "Object.prototype.evil = 1; 'set'"), TestData.Write("b", "typeof ({}).evil")));

        Assert.Equal(["set", "undefined"], TestData.Start(plan).Printed);
    }

    [Theory]
    [InlineData("new Date().toISOString()", "2026-01-01T00:00:00.000Z")]
    [InlineData("getT() + ' ' + getVariable('t') + ' ' + variables.t", "5 5 5")]
    [InlineData("variables.t = 8; setT(getT() + 1); getT()", "6")]
    [InlineData("newGuid() === newGuid()", "False")]
    [InlineData("isNullOrWhiteSpace(' ') + toJson({a:[1]})", "true{\"a\":[1]}")]
    [InlineData("toJson(`it's <b>`)", "\"it\\u0027s \\u003Cb\\u003E\"")]
    [InlineData("getGuidString().length + (getShortGuid().length > 15)", "37")]
    [InlineData("Promise.resolve(5)", "5")]
    [InlineData("(async () => await Promise.resolve(2) + 1)()", "3")]
    [InlineData("stringFromBase64(stringToBase64('é'))", "é")]
    [InlineData("getWorkflowInstanceId() + getWorkflowDefinitionId() + getCorrelationId()", "i1testnull")]
    public void Elsa_s_globals_are_there(string script, string expected) =>
        Assert.Equal([expected], TestData.Evaluate(script, "JavaScript", "t:Int32:5").Printed);

    [Fact]
    public void The_limits_of_one_script_are_not_spent_by_another_that_runs_beside_it()
    {
        var plan = TestData.Plan(TestData.Write("w", "let n = 0; for (let i = 0; i < 12000; i++) { n += i; } n"));
        var printed = new string[16];

        Parallel.For(0, printed.Length, i => printed[i] = string.Concat(TestData.Start(plan).Printed));

        Assert.All(printed, line => Assert.Equal("71994000", line));
    }

    [Theory]
    [InlineData("JavaScript", "let a = [1, {b: 'x'}]; for (let i = 0; i < 3; i++) a.push(a[i]); JSON.stringify(a.map(x => x)) + getT() + `${variables.t}` + /a+b/.test('aab')")]
    [InlineData("Liquid", "{% for i in (1..3) %}{{ Variables.t | plus: i }}{% if i > 2 %}x{% endif %}{% endfor %}{{ Variables.o | json }}")]
    [InlineData("Scriban", "{{ for i in 1..3 }}{{ t + i }}{{ if i > 2 }}x{{ end }}{{ end }}{{ 'a' | string.upcase }}")]
    public void A_script_changed_at_random_gives_a_value_or_an_incident(string type, string script) =>
        Gen.Int[0, 1_000_000].Sample(
            seed =>
            {
                var random = new Random(seed);
                var text = script.ToCharArray();
                for (var changes = random.Next(1, 6); changes > 0; changes--) text[random.Next(text.Length)] = script[random.Next(script.Length)];
                var result = TestData.Evaluate(new string(text), type, "t:Int32:5", "o:Object");
                return result.Printed.Count + result.Incidents.Count == 1;
            },
            iter: Fuzzing.Iterations(300),
            time: Fuzzing.Seconds);

    [Fact]
    public void A_value_that_contains_itself_is_refused() =>
        Assert.Equal(WorkflowSubStatus.Faulted, TestData.Evaluate("const a = {}; a.a = a; a").State.SubStatus);

    [Theory]
    [InlineData("Liquid", "{{ Variables.o.a }}-{{ Variables.t | plus: 1 }}-{{ CorrelationId }}", "x-6-")]
    [InlineData("Scriban", "{{ o.a }}-{{ t + 1 }}-{{ input | object.size }}", "x-6-0")]
    public void Templates_see_the_variables(string type, string template, string expected) =>
        Assert.Equal([expected], TestData.Evaluate(template, type, "t:Int32:5", "o:JsonObject:{'a':'x'}".Replace('\'', '"').Replace("\"", "\\\"", StringComparison.Ordinal)).Printed);

    [Theory]
    [InlineData("Scriban", "{{ nobody }}")]
    [InlineData("Scriban", "{{ for i in 1..1000000 }}x{{ end }}")]
    [InlineData("Liquid", "{% for i in (1..1000000) %}x{% endfor %}")]
    public void A_template_that_reads_an_unknown_name_or_has_no_end_fails(string type, string template) =>
        Assert.Equal(WorkflowSubStatus.Faulted, TestData.Evaluate(template, type).State.SubStatus);
}
