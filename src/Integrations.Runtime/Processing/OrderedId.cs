namespace Integrations.Runtime.Processing;

/// <summary>Ids of 26 letters and digits that rise with time, so that new rows land side by side in an index.</summary>
public static class OrderedId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>A new id: a version 7 UUID in Crockford's base 32.</summary>
    /// <param name="now">UTC; ids of one millisecond have no order among themselves.</param>
    public static string New(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(bytes, bigEndian: true, out _);
        var value = System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return string.Create(26, value, static (text, rest) =>
        {
            for (var i = text.Length - 1; i >= 0; i--, rest >>= 5)
                text[i] = Alphabet[(int)(rest & 31)];
        });
    }
}
