// Studio's package speaks English only. Its own words are replaced in the page as they appear; what people wrote is left alone.

const attributes = ["placeholder", "aria-label", "title", "alt"];

// Code; what people wrote (names on the canvas, in the journal, in lists); what comes from our service in the reader's language (toolbox).
const foreign = [
  ".monaco-editor", "script", "style", "textarea",
  ".activity-label", ".activity-type", ".mud-timeline-item-content > p:first-of-type", ".cursor-grab[draggable]",
  "td[data-label=Name]", "td[data-label=Description]", "td[data-label='Correlation ID']",
].join();

/** Starts to translate everything below a root, now and as it changes. */
export async function startTranslation(root, address) {
  const words = new Words(await (await fetch(address)).json());
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => translate(node, words));
      else if (change.type === "characterData") translateText(change.target, words);
      else translateAttribute(change.target, change.attributeName, words);
    }
  });
  observer.observe(root, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: attributes });
  translate(root, words);
}

/** The words of fr.json: texts that are replaced as a whole, and patterns in which {0} stands for what is kept. */
class Words {
  constructor({ texts, patterns }) {
    this.texts = new Map(Object.entries(texts));
    this.patterns = Object.entries(patterns).map(([english, french]) => ({ expression: expressionOf(english), french }));
  }

  /** The French of a text, its surrounding white space kept; null when it is none of Studio's. */
  french(text) {
    const core = text.trim();
    if (!core) return null;
    const found = this.texts.get(core) ?? this.#byPattern(core);
    return found === undefined || found === core ? null : text.replace(core, () => found);
  }

  #byPattern(core) {
    for (const { expression, french } of this.patterns) {
      const match = expression.exec(core);
      if (match) return french.replace(/\{(\d)\}/g, (_, index) => match[Number(index) + 1]);
    }
    return undefined;
  }
}

function expressionOf(english) {
  const parts = english.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("(.+?)")}$`, "s");
}

function translate(node, words) {
  if (node.nodeType === Node.TEXT_NODE) return translateText(node, words);
  if (node.nodeType !== Node.ELEMENT_NODE || node.closest(foreign)) return;
  const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (child) =>
    child.nodeType === Node.ELEMENT_NODE && child.matches(foreign) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  for (let current = node; current; current = walker.nextNode()) {
    if (current.nodeType === Node.TEXT_NODE) translateText(current, words);
    else for (const name of attributes) translateAttribute(current, name, words);
  }
}

function translateText(node, words) {
  const french = words.french(node.data);
  if (french !== null && !node.parentElement?.closest(foreign)) node.data = french;
}

function translateAttribute(element, name, words) {
  const text = element.getAttribute(name);
  const french = text && words.french(text);
  if (french && !element.closest(foreign)) element.setAttribute(name, french);
}
