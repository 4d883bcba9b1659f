namespace Integrations.Conformance.Playing;

/// <summary>
/// When an event that nobody waited for reaches a bookmark that comes later. In the real engine a background worker does it when it
/// happens to wake up, so any of these is right.
/// </summary>
internal enum UnmatchedEvents
{
    AtOnce,
    OneAfterEachStep,
    Never,
}
