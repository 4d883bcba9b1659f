namespace Integrations.Endurance.Load;

/// <summary>One form of a firm, as a form tool delivers it: again and again until it is acknowledged.</summary>
/// <param name="Key">Its number at the sender.</param>
/// <param name="Body">The bytes.</param>
/// <param name="IsPoison">It is signed and well delivered, but nobody can make a file of it.</param>
internal sealed record Delivery(string Key, byte[] Body, bool IsPoison);
