using System.IO.MemoryMappedFiles;

namespace Integrations.Endurance.Rig;

/// <summary>
/// The real clock, moved by what all processes that share its file read in it: so a jump meets all of them at once, as when the clock of a
/// host is set. Periods are measured as ever; only the instant jumps.
/// </summary>
internal sealed class JumpingClock : TimeProvider, IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _offset;

    /// <param name="path">The shared file; made when it is missing.</param>
    public JumpingClock(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, sizeof(long));
        _offset = _file.CreateViewAccessor();
    }

    /// <summary>How far the clock is ahead of the real one.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(_offset.ReadInt64(0));

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;

    /// <summary>Sets the clock forward, or back.</summary>
    public void Jump(TimeSpan by) => _offset.Write(0, (Offset + by).Ticks);

    /// <inheritdoc/>
    public void Dispose()
    {
        _offset.Dispose();
        _file.Dispose();
    }
}
