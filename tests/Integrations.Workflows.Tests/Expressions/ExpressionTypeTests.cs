using System.Text.Json.Nodes;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Expressions;

/// <summary>Each type of expression gives what its name says, whatever the input is of.</summary>
public sealed class ExpressionTypeTests
{
    private static readonly Dictionary<string, object?> Input = new() { ["Message"] = "bonjour", ["n"] = 3L };

    [Theory]
    [InlineData("Literal", "\"a\"", "a")]
    [InlineData("Literal", "12", "12")]
    [InlineData("Literal", "true", "True")]
    [InlineData("Object", "\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData("Object", "{\"a\":1}", "{\"a\":1}")]
    [InlineData("Json", "\"{\\\"a\\\": 1}\"", "{\"a\":1}")]
    [InlineData("Json", "[1,2]", "[1,2]")]
    [InlineData("Variable", "{\"id\":\"v-t\"}", "5")]
    [InlineData("Variable", "\"v-t\"", "5")]
    [InlineData("Input", "{\"name\":\"Message\"}", "bonjour")]
    [InlineData("Input", "\"Message\"", "bonjour")]
    [InlineData("Output", "{\"activityId\":\"first\",\"outputName\":\"Result\"}", "{\"q\":7}")]
    [InlineData("Output", "{\"activityId\":\"first\"}", "{\"q\":7}")]
    [InlineData("Output", "\"First\"", "{\"q\":7}")]
    [InlineData("Output", "{\"activityId\":\"first\",\"outputName\":\"Other\"}", "")]
    [InlineData("Output", "{\"memoryReference\":{\"id\":\"v-r\"}}", "{\"q\":7}")]
    [InlineData("JavaScript", "\"getMessage() + getInput('n') + getT()\"", "bonjour35")]
    [InlineData("Liquid", "\"{{ Input.Message }}{{ Variables.t }}\"", "bonjour5")]
    [InlineData("Scriban", "\"{{ input.Message }}{{ t }}\"", "bonjour5")]
    public void An_expression_gives_its_value(string type, string value, string expected) => Assert.Equal(expected, Print(type, value));

    [Theory]
    [InlineData("getResultFromFirst().q", "7")]
    [InlineData("getOutputFrom('first', 'Result').q + getOutputFrom('First').q", "14")]
    [InlineData("getLastResult().q", "7")]
    [InlineData("getWorkflowDefinitionVersionId() + getWorkflowDefinitionVersion()", "v11")]
    [InlineData("setCorrelationId('c'); setWorkflowInstanceName('nom'); getCorrelationId() + getWorkflowInstanceName()", "cnom")]
    [InlineData("setVariable('t', 6); getVariable('t') + variables.t", "12")]
    [InlineData("variables['t'] + Object.keys(variables).length", "7")]
    [InlineData("getInput('nobody') === null && getVariable('nobody') === null", "True")]
    [InlineData("parseGuid('{00000000-0000-0000-0000-000000000001}')", "00000000-0000-0000-0000-000000000001")]
    [InlineData("parseGuid('x') === null && newGuidString().length === 36 && newShortGuid().length === 22", "True")]
    [InlineData("isNullOrEmpty('') && isNullOrEmpty(null) && isNullOrWhiteSpace(' ') && !isNullOrWhiteSpace('a')", "True")]
    [InlineData("bytesToString(bytesFromString('é'))", "é")]
    [InlineData("bytesToBase64(bytesFromString('é')) + bytesToString(bytesFromBase64('w6k=')) + streamToBase64(streamToBytes('w6k='))", "w6k=éw6k=")]
    [InlineData("try { stringFromBase64('***') } catch (e) { e.message }", "le texte n'est pas en base64")]
    [InlineData("try { bytesToString([300]) } catch (e) { e instanceof TypeError }", "True")]
    [InlineData("toJson({ a: [1, null, NaN, undefined], d: new Date(0) })", "{\"a\":[1,null,null,null],\"d\":\"1970-01-01T00:00:00Z\"}")]
    [InlineData("JSON.stringify(JSON.parse('{\"a\":[1]}'))", "{\"a\":[1]}")]
    [InlineData("[3, 1, 2].sort().map(x => x * 2).filter(x => x > 2).join('-') + 'ab'.repeat('2') + 'a-b'.split(/-/).length", "4-6abab2")]
    [InlineData("'a1b2'.match(/\\d/g).length + [...'a1b2'.matchAll(/\\d/g)].length + new RegExp('b', 'g').exec('abb').index", "5")]
    [InlineData("const { a, ...rest } = { a: 1, b: 2 }; a + rest.b + Math.max(...[1, 2])", "5")]
    [InlineData("return 4", "4")]
    public void Elsa_s_globals_and_plain_JavaScript_work(string script, string expected) => Assert.Equal(expected, Print("JavaScript", JsonValue.Create(script).ToJsonString()));

    [Theory]
    [InlineData("{{ WorkflowInstanceId }}{{ WorkflowDefinitionId }}{{ WorkflowDefinitionVersionId }}{{ WorkflowDefinitionVersion }}", "i1testv11")]
    [InlineData("{{ Variables.r | json }}{{ 'é' | base64 }}{{ Variables.t | times: 2 }}", "{\"q\":7}w6k=10")]
    [InlineData("{% for pair in Variables.r %}{{ pair[0] }}={{ pair[1] }}{% endfor %}", "q=7")]
    [InlineData("{{ 'now' | date: '%Y-%m-%d %H:%M' }}", "2026-01-01 00:00")]
    [InlineData("{{ Variables.nobody }}{{ Input.nobody.x }}{% if Variables.t > 4 %}oui{% endif %}", "oui")]
    [InlineData("{% for i in (1..3) %}{{ i }}{% endfor %}{% capture c %}x{{ Variables.t }}{% endcapture %}{{ c | upcase | append: '!' }}", "123X5!")]
    public void Liquid_has_Elsa_s_objects_and_filters(string template, string expected) => Assert.Equal(expected, Print("Liquid", JsonValue.Create(template).ToJsonString()));

    [Theory]
    [InlineData("{{ instance_id }}{{ definition_id }}{{ variables.t }}{{ input.n }}{{ r.q }}", "i1test537")]
    [InlineData("{{ date.now | date.to_string '%Y-%m-%d' }}", "2026-01-01")]
    public void Scriban_has_the_same_names(string template, string expected) => Assert.Equal(expected, Print("Scriban", JsonValue.Create(template).ToJsonString()));

    [Theory]
    [InlineData("JavaScript", "newGuid() + Math.random() + new Date().getTime()")]
    [InlineData("Scriban", "{{ math.uuid }}{{ math.random 1 1000000 }}{{ date.now }}")]
    [InlineData("Liquid", "{{ 'now' | date: '%s' }}")]
    public void Chance_and_the_clock_are_the_same_when_a_burst_runs_again(string type, string script) =>
        Assert.Equal(TestData.Evaluate(script, type).Printed, TestData.Evaluate(script, type).Printed);

    [Theory]
    [InlineData("new Date(8.64e15)", "9999")]
    [InlineData("Array(2000).fill('x'.repeat(9000))", "1000000")]
    [InlineData("Array(90000).join('xxxxxxxxxxxxxxxx')", "1000000")]
    public void A_value_that_the_workflow_cannot_hold_is_an_incident(string script, string reason) =>
        Assert.Contains(reason, Assert.Single(TestData.Evaluate(script).Incidents).Message, StringComparison.Ordinal);

    private static string Print(string type, string value)
    {
        const string run = """{"id":"first","name":"First","type":"Elsa.RunJavaScript","script":{"typeName":"String","expression":{"type":"Literal","value":"({q: 7})"}},"result":{"typeName":"Object","memoryReference":{"id":"v-r"}}}""";
        var write = $$$"""{"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"{{{type}}}","value":{{{value}}} } } }""";
        var definition = TestData.Definition(TestData.Sequence(run, write), "t:Int32:5", "r:JsonObject") with
        {
            Inputs = [new InputDefinition("Message", "String", false, "", ""), new InputDefinition("n", "Int64", false, "", "")],
        };
        var plan = WorkflowCompiler.Compile(definition, TestData.Registry);
        Assert.Empty(plan.Problems);
        var result = Burst.Run(plan, InstanceState.New(plan, "i1"), new Stimulus.Start(Input), TestData.Context());
        Assert.Empty(result.Incidents);
        return Assert.Single(result.Printed);
    }
}
