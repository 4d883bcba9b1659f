// The frame around Elsa Studio: starts Blazor in the language of the page, and shows the view that the address asks for.
import { startDrawings } from "./drawing.js";
import { startIcons } from "./icons.js";
import { startNames } from "./names.js";
import { startRuns } from "./run.js";
import { startTranslation } from "./translation.js";
import { viewAt } from "./views.js";

const base = new URL(document.baseURI);
const api = new URL("/elsa/api", base).href;
const language = document.documentElement.lang;
const place = document.getElementById("atelier-view");
const heading = document.querySelector("h1");
const product = document.title.split(" · ").at(-1);
let shown = null;

/** Shows one of the notices that the server wrote into the page; null: none. */
function notice(name) {
  for (const section of document.querySelectorAll("[data-notice]"))
    section.hidden = section.dataset.notice !== name;
}

/** The definition in the editor; null: something else is shown. */
const shownDefinition = () => viewAt(currentPath()).attributes["definition-id"] ?? null;

/** The address below the base, without a query: "workflows/instances". */
const currentPath = () => location.pathname.slice(base.pathname.length);

/** Puts the view of the address into the page. Studio writes addresses of its own, so this follows each change of them. */
async function show() {
  const view = viewAt(currentPath());
  if (view.key === shown) return;
  shown = view.key;
  document.querySelectorAll("[data-section]").forEach((link) => {
    if (link.dataset.section === view.section) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  heading.textContent = place.dataset[`titles${view.name}`];
  document.querySelector("[data-run]").hidden = view.name !== "Editor";
  document.title = `${heading.textContent} · ${product}`;

  await close(place.firstElementChild);
  // Callbacks that are set before the element is known to Blazor are lost.
  await customElements.whenDefined(view.element);
  if (shown !== view.key) return;
  const element = document.createElement(view.element);
  element.setAttribute("remote-endpoint", api);
  for (const [name, value] of Object.entries(view.attributes)) element.setAttribute(name, value);
  element.editWorkflowDefinition = (id) => open(`workflows/definitions/${encodeURIComponent(id)}/edit`);
  element.viewWorkflowInstance = (id) => open(`workflows/instances/${encodeURIComponent(id)}/view`);
  place.replaceChildren(element);
}

/**
 * Takes a view away. Left alone, its component lives for another second and two views cannot live side by side: each brings the page's
 * only place for menus and messages.
 */
async function close(element) {
  if (!element) return;
  notice("opening");
  element.remove();
  clearTimeout(element._disposalTimeoutHandle);
  element._isDisposed = true;
  await (await element._addRootComponentPromise).dispose();
}

/** Goes to an address below the base; through Blazor, whose own idea of the address would be left behind otherwise. */
function open(path) {
  if (window.Blazor?.navigateTo) window.Blazor.navigateTo(new URL(path, base).href);
  else location.assign(new URL(path, base));
}

function followAddresses() {
  for (const change of ["pushState", "replaceState"]) {
    const original = history[change];
    history[change] = function (...parameters) {
      original.apply(this, parameters);
      // Blazor is told of the new address only after this call.
      setTimeout(show);
    };
  }
  addEventListener("popstate", () => setTimeout(show));
  document.addEventListener("click", (click) => {
    const link = click.target.closest?.("a[href]");
    if (!link || click.defaultPrevented || click.button !== 0 || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey || link.target) return;
    const address = new URL(link.href);
    if (link.hash === "#atelier") {
      click.preventDefault();
      document.getElementById("atelier").focus();
    } else if ("again" in link.dataset) {
      click.preventDefault();
      location.reload();
    } else if (link.dataset.tongue) {
      // Of the page as it is now, not as it was when it came.
      click.preventDefault();
      location.assign(`${location.pathname}?lang=${link.dataset.tongue}`);
    } else if (address.origin === base.origin && address.pathname.startsWith(`${base.pathname}workflows/`)) {
      click.preventDefault();
      open(address.pathname.slice(base.pathname.length));
    }
  });
}

/** Whether the service of workflows answers this person: "ready", "refused" or "unreachable". */
async function askService() {
  try {
    const answer = await fetch(`${api}/features/installed`, { headers: { accept: "application/json" }, redirect: "manual" });
    if (answer.ok) return "ready";
    return answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403 ? "refused" : "unreachable";
  } catch {
    return "unreachable";
  }
}

/** Until a view shows its first content, a notice stands in its place; at the start it says how far Studio's files are. */
function followLoading() {
  const bar = document.querySelector("[data-notice=loading] progress");
  const style = document.documentElement.style;
  const seen = new MutationObserver(() => {
    const percentage = parseFloat(style.getPropertyValue("--blazor-load-percentage"));
    if (percentage) bar.value = Math.min(percentage, 99);
  });
  seen.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
  new MutationObserver(() => {
    if (!place.textContent.trim()) return;
    seen.disconnect();
    notice(null);
  }).observe(place, { childList: true, subtree: true, characterData: true });
}

async function start() {
  notice("loading");
  followLoading();
  localStorage.setItem("BlazorCulture", language === "fr" ? "fr-FR" : "en-US");
  if (location.search) history.replaceState(null, "", location.pathname);
  if (language === "fr") await startTranslation(document.body, new URL("fr.json", import.meta.url));
  const service = askService();
  followAddresses();
  const started = window.Blazor.start();
  const answer = await service;
  if (answer !== "ready") return notice(answer);
  startDrawings(place);
  startIcons(api);
  startNames(document.body, language);
  startRuns(api, shownDefinition, open);
  await started;
  await show();
}

start().catch((fault) => {
  console.error(fault);
  notice("broken");
});
