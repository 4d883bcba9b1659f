using System.Collections.Concurrent;
using Integrations.Workflows.Activities;
using Integrations.Workflows.Execution;

namespace Integrations.Host.HttpWorkflows;

/// <summary>The requests of this process that wait for a workflow to answer.</summary>
internal sealed class PendingAnswers
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<HttpAnswer>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Begins to wait for the answer to a request.</summary>
    public Waiting Expect(string requestId) => new(this, requestId);

    /// <summary>Gives an answer to the request that waits for it; to nobody when it is gone. Bound to <c>RuntimeOptions.Answer</c>.</summary>
    public void Give(Command command)
    {
        var answer = HttpAnswer.Read(command.Payload);
        if (_waiting.TryGetValue(answer.RequestId, out var caller)) caller.TrySetResult(answer);
    }

    /// <summary>One request that waits.</summary>
    public sealed class Waiting : IDisposable
    {
        private readonly PendingAnswers _all;
        private readonly string _requestId;
        private readonly TaskCompletionSource<HttpAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Waiting(PendingAnswers all, string requestId)
        {
            (_all, _requestId) = (all, requestId);
            all._waiting[requestId] = _answer;
        }

        /// <summary>The answer, where it is there.</summary>
        public HttpAnswer? Answer => _answer.Task.IsCompletedSuccessfully ? _answer.Task.Result : null;

        /// <summary>Waits for the answer, not longer than this time.</summary>
        public async Task<HttpAnswer?> WaitAsync(TimeSpan time, CancellationToken cancellation)
        {
            await Task.WhenAny(_answer.Task, Task.Delay(time, cancellation));
            return Answer;
        }

        public void Dispose() => _all._waiting.TryRemove(_requestId, out _);
    }
}
