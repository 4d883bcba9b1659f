using System.Text.Json.Nodes;
using CsCheck;
using Integrations.Workflows.Definitions;
using Integrations.Workflows.Execution;

namespace Integrations.Workflows.Tests.Execution.Properties;

/// <summary>A random definition of the supported activities, in either mode, with either incident strategy, and what happens to it.</summary>
/// <param name="Root">The drawing.</param>
/// <param name="Mode">How its flowcharts run.</param>
/// <param name="Strategy">What follows a fault.</param>
/// <param name="Choices">Which bookmark is resumed in each round; a negative number retries or cancels.</param>
internal sealed record RandomDrawing(Shape Root, FlowchartMode Mode, IncidentStrategy Strategy, int[] Choices)
{
    private static readonly Gen<Shape> Leaves = Gen.OneOf(
        Leaf("""{"type":"Elsa.WriteLine"}"""),
        Leaf("""{"type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"setX(getX() + 1); getX() + newGuid()"}}}"""),
        Leaf("""{"type":"Elsa.SetVariable","variable":{"id":"v-x"},"value":{"typeName":"Object","expression":{"type":"Liquid","value":"{{ Variables.x | plus: 1 }}"}}}"""),
        Leaf("""{"type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"boom()"}}}"""),
        Leaf("""{"type":"Elsa.Fault","message":{"typeName":"String","expression":{"type":"Literal","value":"non"}}}"""),
        Leaf("""{"type":"Elsa.Event","eventName":{"typeName":"String","expression":{"type":"Literal","value":"E"}},"result":{"typeName":"Object","memoryReference":{"id":"v-r"}}}"""),
        Leaf("""{"type":"Elsa.Delay","timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"00:01:00"}}}"""),
        Leaf("""{"type":"Elsa.RunTask","taskName":{"typeName":"String","expression":{"type":"Literal","value":"T"}}}"""),
        Leaf("""{"type":"Elsa.PublishEvent","eventName":{"typeName":"String","expression":{"type":"Literal","value":"P"}}}"""),
        Leaf("""{"type":"Elsa.RunJavaScript","script":{"typeName":"String","expression":{"type":"Literal","value":"setOutcomes(['Done', 'True'])"}}}"""),
        Leaf("""{"type":"Elsa.SetName","value":{"typeName":"String","expression":{"type":"JavaScript","value":"'n' + getX()"}}}"""),
        Leaf("""{"type":"Elsa.Correlate","correlationId":{"typeName":"String","expression":{"type":"Literal","value":"c"}}}"""),
        Leaf("""{"type":"Elsa.ReadLine","result":{"typeName":"Object","memoryReference":{"id":"v-r"}}}"""),
        Leaf("""{"type":"Elsa.DispatchWorkflow","workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"child"}},"waitForCompletion":{"typeName":"Boolean","expression":{"type":"Literal","value":true}}}"""),
        Leaf("""{"type":"Elsa.HttpEndpoint","path":{"typeName":"String","expression":{"type":"Literal","value":"orders/{id}"}}}"""),
        Leaf("""{"type":"Elsa.WriteHttpResponse","content":{"typeName":"Object","expression":{"type":"JavaScript","value":"getX()"}}}"""),
        Leaf("""{"type":"Elsa.SendHttpRequest","url":{"typeName":"Uri","expression":{"type":"Literal","value":"https://example.org/"}},"expectedStatusCodes":[{"statusCode":200}]}"""),
        Leaf("""{"type":"Elsa.SendEmail","to":{"typeName":"String[]","expression":{"type":"Object","value":"[\"a@example.org\"]"}}}"""));

    private static readonly Gen<Shape> FlowLeaves = Gen.OneOf(
        Leaf("""{"type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"getX() % 2 == 0"}}}"""),
        Leaf("""{"type":"Elsa.FlowDecision","condition":{"typeName":"Boolean","expression":{"type":"Literal","value":true}}}"""),
        Leaf("""{"type":"Elsa.FlowSwitch","cases":[{"label":"True","condition":{"type":"JavaScript","value":"getX() > 1"}},{"label":"False","condition":{"type":"JavaScript","value":"getX() > 0"}}],"mode":{"typeName":"SwitchMode","expression":{"type":"Literal","value":"MatchAny"}}}"""),
        Leaf("""{"type":"Elsa.FlowFork","branches":{"typeName":"String[]","expression":{"type":"Object","value":"[\"True\",\"False\",\"Done\"]"}}}"""),
        Leaf("""{"type":"Elsa.FlowSendHttpRequest","url":{"typeName":"Uri","expression":{"type":"Literal","value":"https://example.org/"}},"expectedStatusCodes":{"typeName":"Int32[]","expression":{"type":"Object","value":"[200]"}}}"""),
        Leaf("""{"type":"Elsa.FlowJoin","mode":{"typeName":"FlowJoinMode","expression":{"type":"Literal","value":"WaitAny"}}}"""),
        Leaf("""{"type":"Elsa.FlowJoin","mode":{"typeName":"FlowJoinMode","expression":{"type":"Literal","value":"WaitAll"}}}"""),
        Leaf("""{"type":"Elsa.FlowJoin","mode":{"typeName":"FlowJoinMode","expression":{"type":"Literal","value":"WaitAllActive"}}}"""),
        Leaf("""{"type":"Elsa.WriteLine","customProperties":{"mergeMode":"Merge"}}"""),
        Leaf("""{"type":"Elsa.WriteLine","customProperties":{"mergeMode":"Converge"}}"""),
        Leaf("""{"type":"Elsa.WriteLine","customProperties":{"mergeMode":"Cascade"}}"""),
        Leaf("""{"type":"Elsa.WriteLine","customProperties":{"mergeMode":"Race"}}"""));

    private static readonly Gen<Shape> Ends = Gen.OneOf(
        Leaf("""{"type":"Elsa.End"}"""),
        Leaf("""{"type":"Elsa.Finish"}"""),
        Leaf("""{"type":"Elsa.Complete"}"""),
        Leaf("""{"type":"Elsa.Break"}"""));

    private static readonly Gen<string> Ports = Gen.Frequency((3, Gen.Const("Done")), (2, Gen.Const("True")), (2, Gen.Const("False")), (1, Gen.Const("Default")));

    /// <summary>Drawings whose root is a flowchart.</summary>
    public static Gen<RandomDrawing> In(FlowchartMode mode) =>
        from root in Flow(2)
        from strategy in Gen.Frequency((3, Gen.Const(IncidentStrategy.Fault)), (1, Gen.Const(IncidentStrategy.Continue)))
        from choices in Gen.Int[-2, 7].Array[14]
        select new RandomDrawing(root, mode, strategy, choices);

    /// <summary>The definition as a person would read it.</summary>
    public WorkflowDefinition Definition =>
        TestData.Definition(Root.Draw().ToJsonString(), "x:Int32:0", "r:Object") with { FlowchartMode = Mode, IncidentStrategy = Strategy };

    public WorkflowPlan Compile() => WorkflowCompiler.Compile(Definition, TestData.Registry);

    /// <summary>The root on one line: CsCheck cuts what is longer than some thousand characters.</summary>
    public override string ToString() =>
        $"{Mode}, {Strategy}, choices {string.Join(' ', Choices)}\n{Root.Draw().ToJsonString()}";

    private static Gen<Shape> Leaf(string json) => Gen.Const<Shape>(new Shape.Leaf(json));

    private static Gen<Shape> Any(int depth) =>
        depth == 0 ? Gen.Frequency((8, Leaves), (1, Ends)) : Gen.Frequency((8, Leaves), (1, Ends), (1, Flow(depth - 1)), (4, Composites(depth - 1)));

    private static Gen<Shape> Flow(int depth) =>
        from inside in Gen.Frequency((3, FlowLeaves), (3, Any(depth))).List[1, 7]
        from connections in Gen.Select(Gen.Int[0, inside.Count - 1], Ports, Gen.Int[0, inside.Count - 1]).List[inside.Count - 1, (2 * inside.Count) + 1]
        select (Shape)new Shape.Flow(inside, [.. connections.Select(connection => (connection.Item1, connection.Item2, connection.Item3))]);

    private static Gen<Shape> Composites(int depth) => Gen.OneOf(
        Block("""{"type":"Elsa.Sequence","variables":[{"id":"v-x2","name":"y","typeName":"Int32","value":"1"}]}""", "activities", depth),
        Block("""{"type":"Elsa.Parallel"}""", "activities", depth),
        Block("""{"type":"Elsa.Fork","joinMode":"WaitAll"}""", "branches", depth),
        Block("""{"type":"Elsa.Fork","joinMode":"WaitAny"}""", "branches", depth),
        Around("""{"type":"Elsa.If","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"getX() < 2"}}}""", "then", depth),
        Around("""{"type":"Elsa.Switch","cases":[{"label":"a","condition":{"type":"Literal","value":"false"}}]}""", "default", depth),
        Around("""{"type":"Elsa.For","start":{"typeName":"Int32","expression":{"type":"Literal","value":"0"}},"end":{"typeName":"Int32","expression":{"type":"Literal","value":"2"}},"step":{"typeName":"Int32","expression":{"type":"Literal","value":"1"}}}""", "body", depth),
        Around("""{"type":"Elsa.ForEach","items":{"typeName":"Object","expression":{"type":"Object","value":"[1,2]"}}}""", "body", depth),
        Around("""{"type":"Elsa.ParallelForEach","items":{"typeName":"Object","expression":{"type":"Object","value":"[1,2,3]"}}}""", "body", depth),
        Machine(depth),
        Around("""{"type":"Elsa.DoWhile","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"getX() % 2 == 1"}}}""", "body", depth),
        Around("""{"type":"Elsa.While","condition":{"typeName":"Boolean","expression":{"type":"JavaScript","value":"getX() < 3"}}}""", "body", depth));

    private static Gen<Shape> Block(string json, string place, int depth) =>
        Any(depth).List[0, 3].Select(inside => (Shape)new Shape.Block(json, place, inside));

    private static Gen<Shape> Machine(int depth) =>
        from states in Any(depth).List[1, 3]
        from transitions in Gen.Select(Gen.Int[0, states.Count - 1], Gen.Int[0, states.Count - 1], Any(0), Gen.Bool).List[0, 4]
        select (Shape)new Shape.Machine(states, [.. transitions.Select(item => new Shape.Transition(item.Item1, item.Item2, item.Item3, item.Item4))]);

    private static Gen<Shape> Around(string json, string place, int depth) =>
        Any(depth).Select(inside => (Shape)new Shape.Around(json, place, inside));
}
