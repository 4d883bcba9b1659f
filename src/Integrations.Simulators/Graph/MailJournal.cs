using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Integrations.Simulators.Graph;

/// <summary>One line per act, written through to the file before the change is answered.</summary>
internal sealed class MailJournal : IDisposable
{
    private readonly FileStream _file;

    public MailJournal(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        DropHalfLine();
    }

    public static IEnumerable<StoredItem> Read(string path) =>
        File.Exists(path) ? File.ReadLines(path).SelectMany(Parse) : [];

    /// <summary>Changes that belong together are one line: all of them survive, or none.</summary>
    public void Append(IReadOnlyList<StoredItem> items)
    {
        var line = new JsonArray([.. items.Select(item => new JsonObject
        {
            ["mailbox"] = item.Mailbox,
            ["kind"] = item.Kind.ToString(),
            ["id"] = item.Id,
            ["list"] = item.ListId,
            ["value"] = item.Value?.DeepClone(),
        })]);
        _file.Write(Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"));
        _file.Flush();
    }

    public void Dispose() => _file.Dispose();

    /// <summary>A process killed while it wrote leaves half a line; its change was never answered.</summary>
    private void DropHalfLine()
    {
        var end = _file.Length;
        while (end > 0)
        {
            _file.Position = end - 1;
            if (_file.ReadByte() == '\n')
                break;
            end--;
        }

        _file.SetLength(end);
        _file.Position = end;
    }

    private static List<StoredItem> Parse(string line)
    {
        try
        {
            return [.. JsonNode.Parse(line)!.AsArray().Select(item => new StoredItem(
                (string)item!["mailbox"]!,
                Enum.Parse<ItemKind>((string)item["kind"]!),
                (string)item["id"]!,
                (string?)item["list"],
                item["value"]?.DeepClone().AsObject()))];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
