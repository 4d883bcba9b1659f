namespace Integrations.Runtime.Queues;

/// <summary>Works what a text of the queue points to, and ends normally whatever the row came to: only the token makes it throw.</summary>
/// <param name="text">Text of the message, whoever wrote it; see <see cref="HintText"/>.</param>
/// <param name="delivery">How often the queue has given it out; 1 the first time.</param>
/// <param name="cancellationToken">Its time is over.</param>
public delegate Task HintWork(string text, int delivery, CancellationToken cancellationToken);
