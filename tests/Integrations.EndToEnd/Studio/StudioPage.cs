using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Integrations.EndToEnd.Portal;
using Microsoft.Playwright;

namespace Integrations.EndToEnd.Studio;

/// <summary>A person in front of the designer. Blazor is slow on a busy machine: every step waits for what it needs, and for long.</summary>
internal sealed class StudioPage : IAsyncDisposable
{
    private const string Editor = "elsa-workflow-definition-editor";

    private const string Rest = """
        async (item) => {
          const motions = item.closest(".mud-expansion-panels").getAnimations({ subtree: true });
          await Promise.allSettled(motions.map((motion) => motion.finished));
        }
        """;

    private readonly IBrowserContext _context;
    private readonly List<string> _faults = [];

    private StudioPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    /// <summary>What went wrong without stopping the person: errors in the console, and requests that left the site.</summary>
    public IReadOnlyList<string> Faults => _faults;

    public static async Task<StudioPage> OpenAsync(IBrowser browser, Uri service, string path)
    {
        var context = await browser.NewContextAsync(new() { Locale = "fr-FR", BaseURL = service.ToString(), ViewportSize = new() { Width = 1440, Height = 900 } });
        context.SetDefaultTimeout(150_000);
        var page = await context.NewPageAsync();
        var studio = new StudioPage(context, page);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") studio._faults.Add($"console: {message.Text}");
        };
        page.PageError += (_, fault) => studio._faults.Add($"page: {fault}");
        page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { Scheme: "http" or "https" or "ws" or "wss" } address && address.Authority != service.Authority)
                studio._faults.Add($"foreign: {request.Url}");
        };
        await page.GotoAsync(path);
        // In a new browser nobody is signed in; the local page of development proposes an administrator and leads back.
        await page.ClickAsync("main form button[type=submit]");
        return studio;
    }

    public ILocator Row(string name) => Page.Locator("tr", new() { Has = Page.GetByText(name, new() { Exact = true }) });

    public ILocator Node(string name) => Page.Locator("g.x6-node", new() { HasText = name });

    public ILocator Dialog => Page.Locator(".mud-dialog").Last;

    /// <summary>Below the canvas: what can be set of the activity that is chosen.</summary>
    private ILocator Settings => Page.Locator($"{Editor} .rz-splitter-vertical > .rz-splitter-pane").Last;

    public async Task CreateAsync(string name)
    {
        await Page.GetByText("Créer un workflow").First.ClickAsync();
        await Dialog.Locator("input[type=text]").FillAsync(name);
        await Dialog.GetByRole(AriaRole.Button, new() { Name = "OK" }).ClickAsync();
        await AtAsync("/edit");
        await Page.Locator(".mud-expand-panel-header").First.WaitForAsync();
        // The drawing is there when its settings are shown; what is dropped before is lost.
        await Settings.GetByText("Cette activité n’a pas d’entrée à remplir.").WaitForAsync();
    }

    /// <summary>Waits until the address ends so. Looked at again and again: an event of a change within the page can come before one listens.</summary>
    /// <param name="end">A regular expression.</param>
    public Task AtAsync([StringSyntax(StringSyntaxAttribute.Regex)] string end) =>
        Assertions.Expect(Page).ToHaveURLAsync(new Regex($"{end}$"), new() { Timeout = 150_000 });

    /// <summary>Drags an activity from the toolbox to a place of the canvas.</summary>
    public async Task DropAsync(string category, string activity, float x, float y)
    {
        var heading = Page.Locator(".mud-expand-panel-header", new() { HasTextRegex = new Regex($"^{Regex.Escape(category)}$") });
        var item = Page.Locator(".cursor-grab[draggable]", new() { HasTextRegex = new Regex($"^\\s*{Regex.Escape(activity)}\\s*$") });
        var dropped = Node(activity).Locator(".activity-label");
        var before = await dropped.CountAsync();
        await heading.ClickAsync();
        // While a list opens, everything moves under the hand, and a busy browser moves late: two frames that are alike say nothing.
        await Page.Locator(".mud-collapse-entered", new() { Has = item }).WaitForAsync();
        await item.EvaluateAsync(Rest);
        // DragToAsync cancels a press that met something else and tries again with the button still down: the browser then drags without
        // end, and no later act of the mouse reaches the page.
        await item.HoverAsync();
        await Page.Mouse.DownAsync();
        await Page.Locator(".x6-graph").HoverAsync(new() { Position = new() { X = x, Y = y } });
        await Page.Mouse.UpAsync();
        await Assertions.Expect(dropped).ToHaveCountAsync(before + 1, new() { Timeout = 60_000 });
        await heading.ClickAsync();
        await item.WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    public async Task ConnectAsync(string from, string port, string to)
    {
        var before = await Page.Locator(".x6-edge").CountAsync();
        var (x, y) = await CentreAsync(Node(from).Locator($".x6-port-body[port=\"{port}\"]"));
        var (u, v) = await CentreAsync(Node(to).Locator(".x6-port-body[port=\"In\"]"));
        await Page.Mouse.MoveAsync(x, y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync((x + u) / 2, (y + v) / 2, new() { Steps = 4 });
        await Page.Mouse.MoveAsync(u, v, new() { Steps = 4 });
        await Page.Mouse.UpAsync();
        await Assertions.Expect(Page.Locator(".x6-edge")).ToHaveCountAsync(before + 1, new() { Timeout = 60_000 });
    }

    /// <summary>Chooses an activity and writes the expression of its first input.</summary>
    public async Task WriteAsync(string activity, string input, string language, string expression)
    {
        var (x, y) = await CentreAsync(Node(activity).Locator(".activity-type"));
        await Page.Mouse.ClickAsync(x, y);
        await Settings.GetByText(input, new() { Exact = true }).And(Page.Locator(":visible")).First.WaitForAsync();
        await Settings.Locator(".mud-menu button").First.ClickAsync();
        await Page.Locator(".mud-popover-open").GetByText(language).ClickAsync();
        await Settings.Locator(".monaco-editor .view-lines").ClickAsync();
        var saved = Page.WaitForResponseAsync(response =>
            response.Request.Method == "POST" && response.Url.EndsWith("/workflow-definitions", StringComparison.Ordinal) && IsIn(response.Request.PostData, expression));
        await Page.Keyboard.TypeAsync(expression);
        Assert.Equal(200, (await saved).Status);
    }

    public async Task PublishAsync()
    {
        await Page.Locator($"{Editor} button.mud-icon-button.mud-primary-text").First.ClickAsync();
        await Page.Locator(".mud-snackbar", new() { HasText = "Workflow publié" }).WaitForAsync();
    }

    /// <summary>Chooses an entry of the menu of a row.</summary>
    public async Task ActAsync(string row, string act)
    {
        await Row(row).Locator(".mud-menu button").ClickAsync();
        await Page.Locator(".mud-popover-open").GetByText(act, new() { Exact = true }).ClickAsync();
    }

    /// <summary>Leaves in the list only what bears a text: the first page does not show everything.</summary>
    public async Task SearchAsync(string text)
    {
        var field = Page.GetByPlaceholder("Chercher par nom, description ou id").First;
        var found = Page.WaitForResponseAsync(response => response.Url.Contains("searchTerm=", StringComparison.OrdinalIgnoreCase));
        await field.FillAsync(text);
        await field.PressAsync("Enter");
        await found;
    }

    /// <summary>Ticks the rows of these names.</summary>
    public async Task ChooseAsync(IEnumerable<string> names)
    {
        foreach (var name in names) await Row(name).Locator("input[type=checkbox]").SetCheckedAsync(true);
    }

    /// <summary>Chooses an entry of the menu above the list, which acts on the rows that are ticked.</summary>
    public async Task ActOnChosenAsync(string act)
    {
        await Page.Locator("#atelier-view .mud-menu button", new() { HasText = "Actions groupées" }).ClickAsync();
        await Page.Locator(".mud-popover-open").GetByText(act, new() { Exact = true }).ClickAsync();
    }

    public Task ConfirmAsync(string word) => Dialog.GetByRole(AriaRole.Button, new() { Name = word }).ClickAsync();

    public async Task GoToAsync(string section)
    {
        await Page.Locator($"a[data-section={section}]").ClickAsync();
        await Page.Locator("#atelier-view table tbody tr").First.WaitForAsync();
    }

    public Task KeepAsync(string name) => Screenshots.Keep(Page, $"atelier-{name}");

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    private static bool IsIn(string? body, string expression) =>
        body is not null && body.Contains(System.Text.Json.JsonEncodedText.Encode(expression).ToString(), StringComparison.Ordinal);

    private static async Task<(float X, float Y)> CentreAsync(ILocator place)
    {
        var box = await place.BoundingBoxAsync() ?? throw new InvalidOperationException("It is not on the page.");
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }
}
