using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Integrations.Host.CommandLine;
using Integrations.Host.Settings;
using Integrations.Partners.Forms;

namespace Integrations.Endurance.Load;

/// <summary>
/// The form tool of many firms: signed deliveries made of the samples, each under a number of its own. What was acknowledged with 2xx is
/// written down; the rest is delivered again, as such tools do.
/// </summary>
internal sealed class FormTool : IDisposable
{
    /// <summary>Secret of the source; it opens nothing outside this rig.</summary>
    public const string Secret = "endurance-secret-public";

    private readonly JsonObject[] _samples;
    private readonly FormSource _form;
    private readonly HttpClient _http;
    private readonly ConcurrentQueue<Delivery> _again = new();
    private readonly ConcurrentDictionary<string, Delivery> _acknowledged = new(StringComparer.Ordinal);
    private int _made;

    /// <param name="service">Address of the service.</param>
    /// <param name="workspace">The folder whose samples are sent.</param>
    public FormTool(Uri service, WorkspaceFolder workspace)
    {
        _samples =
        [
            .. Directory.EnumerateFiles(workspace.Samples, "*.json").Order(StringComparer.Ordinal)
                .Select(file => JsonNode.Parse(File.ReadAllBytes(file))!.AsObject())
                .Where(sample => sample["source"]?["receivedAt"] is not null),
        ];
        _form = FormCatalog.Load(workspace.Forms).Find("generic") ?? throw new InvalidOperationException("The generic source is missing.");
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(5) }) { BaseAddress = service, Timeout = TimeSpan.FromSeconds(30) };
    }

    /// <summary>What was acknowledged, by its number.</summary>
    public IReadOnlyDictionary<string, Delivery> Acknowledged => _acknowledged;

    /// <summary>Deliveries that wait to be delivered again.</summary>
    public int Waiting => _again.Count;

    /// <summary>Attempts that were not acknowledged.</summary>
    public int Refused { get; private set; }

    /// <summary>Delivers one that was refused before, or a new one.</summary>
    public Task<bool> DeliverAsync(CancellationToken cancellation) => DeliverAsync(_again.TryDequeue(out var again) ? again : New(), cancellation);

    /// <summary>Delivers forms by so many clients at once, and says how long each took, milliseconds.</summary>
    /// <exception cref="InvalidOperationException">One was not acknowledged.</exception>
    public async Task<IReadOnlyList<double>> DeliverAtOnceAsync(IReadOnlyList<Delivery> forms, int clients)
    {
        var deliveries = new ConcurrentQueue<Delivery>(forms);
        var times = new ConcurrentBag<double>();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (deliveries.TryDequeue(out var delivery))
            {
                var begun = Stopwatch.GetTimestamp();
                if (!await DeliverAsync(delivery, CancellationToken.None))
                    throw new InvalidOperationException($"{delivery.Key} was not acknowledged.");
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        })));
        return [.. times.Order()];
    }

    /// <summary>Asks so many times whether the service lives, which costs it nothing but HTTP.</summary>
    /// <returns>Answers per second.</returns>
    public async Task<double> AskAtOnceAsync(int count, int clients)
    {
        var left = count;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var answer = await _http.GetAsync("health/live");
                answer.EnsureSuccessStatusCode();
            }
        })));
        return count / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Delivers what waits, once each.</summary>
    public async Task DeliverWaitingAsync(CancellationToken cancellation)
    {
        for (var left = _again.Count; left > 0 && _again.TryDequeue(out var delivery); left--)
            await DeliverAsync(delivery, cancellation);
    }

    /// <summary>A form that nobody can make a file of.</summary>
    public Delivery NewPoison() => Make(static sample => sample["sites"] = new JsonArray(), isPoison: true);

    /// <summary>So many forms like any other, made ahead so that their making is not measured.</summary>
    public IReadOnlyList<Delivery> New(int count) => [.. Enumerable.Range(0, count).Select(_ => New())];

    /// <summary>A form like any other.</summary>
    public Delivery New() => Make(static _ => { }, isPoison: false);

    /// <summary>Delivers.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    public async Task<bool> DeliverAsync(Delivery delivery, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "webhooks/forms/generic") { Content = new ByteArrayContent(delivery.Body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in WebhookSigner.Sign(_form.Signature, Secret, delivery.Body, TimeProvider.System.GetUtcNow()).Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        try
        {
            using var answer = await _http.SendAsync(request, cancellation);
            if (answer.IsSuccessStatusCode)
            {
                _acknowledged[delivery.Key] = delivery;
                return true;
            }

            if ((int)answer.StatusCode is >= 400 and < 500 and not 429)
                throw new UnreachableException($"A delivery was refused for good ({(int)answer.StatusCode}): {await answer.Content.ReadAsStringAsync(cancellation)}");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException || (error is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // Nobody there, or the answer was lost on its way: the tool cannot know, and delivers again.
        }

        Refused++;
        _again.Enqueue(delivery);
        return false;
    }

    public void Dispose() => _http.Dispose();

    private Delivery Make(Action<JsonObject> change, bool isPoison)
    {
        var number = Interlocked.Increment(ref _made);
        var key = string.Create(CultureInfo.InvariantCulture, $"{(isPoison ? "poison" : "endurance")}-{number:D6}");
        var sample = _samples[number % _samples.Length].DeepClone().AsObject();
        sample.Remove("id");
        sample["source"]!["externalId"] = key;
        change(sample);
        return new Delivery(key, JsonSerializer.SerializeToUtf8Bytes(sample), isPoison);
    }
}
