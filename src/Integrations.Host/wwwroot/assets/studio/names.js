// Names for what Studio shows by a sign alone, so that it can be heard and spoken to: from the sign, and from the row in which it stands.

/** The beginning of the path that draws a sign, with its name in French and in English. */
const signs = [
  ["M8 5v14l11-7z", "Lancer", "Run"],
  ["M19.35 10.04", "Publier", "Publish"],
  ["M17 3H5c-1.11", "Enregistrer", "Save"],
  ["M7 10l5 5 5-5z", "Autres actions", "More actions"],
  ["M12 8c1.1 0 2-.9", "Actions", "Actions"],
  ["M6,16h12V8H6V16z", "Voir tout le schéma", "Show the whole drawing"],
  ["M5 15H3v4c0", "Centrer le schéma", "Centre the drawing"],
  ["M3,5v14c0,1.1,0.89", "Ranger le schéma", "Arrange the drawing"],
  ["M15.41 7.41", "Onglets précédents", "Previous tabs"],
  ["M10 6L8.59", "Onglets suivants", "Next tabs"],
  ["M7,9H2V7h5V9z", "Lire en entier", "Read in full"],
  ["M16 1H4c-1.1", "Copier", "Copy"],
];

const words = {
  fr: { all: "Tout choisir", row: "Choisir", acts: "Actions", loading: "Chargement", of: " : " },
  en: { all: "Choose all", row: "Choose", acts: "Actions", loading: "Loading", of: ": " },
};

/** Gives names from now on, in the language of the page. */
export function startNames(root, language) {
  const ours = words[language] ?? words.en;
  let due = false;
  const give = () => {
    due = false;
    for (const heading of root.querySelectorAll("h5.mud-typography-h5")) heading.setAttribute("aria-level", "2");
    for (const header of root.querySelectorAll("th:empty")) header.append(hidden(ours.acts));
    for (const element of root.querySelectorAll("button, [role=button], input, [role=progressbar]")) name(element, nameOf(element, language, ours));
  };
  new MutationObserver(() => {
    if (!due) requestAnimationFrame(give);
    due = true;
  }).observe(root, { childList: true, subtree: true, characterData: true });
  give();
}

/** A text that is only heard. Studio puts nothing into an empty header and takes it away as a whole, so ours may stand in it. */
function hidden(text) {
  const span = document.createElement("span");
  span.className = "atelier-hidden";
  span.textContent = text;
  return span;
}

/** Sets a name, unless Studio gave one. Rows are used again for other data, so that ours is set anew. */
function name(element, text) {
  if (!text || (element.hasAttribute("aria-label") && !("named" in element.dataset))) return;
  element.dataset.named = "";
  if (element.getAttribute("aria-label") !== text) element.setAttribute("aria-label", text);
}

function nameOf(element, language, ours) {
  if (element.getAttribute("role") === "progressbar") return ours.loading;
  const row = element.closest("tr");
  if (element.type === "checkbox") return row && !element.labels?.[0]?.textContent.trim() ? (element.closest("th") ? ours.all : `${ours.row}${ours.of}${titleOf(row)}`) : null;
  if (element.matches("input")) return element.labels?.length ? null : element.closest(".mud-input-control")?.querySelector("label")?.textContent.trim();
  if (element.title || element.textContent.trim()) return null;
  const drawn = [...element.querySelectorAll("path")].map((path) => path.getAttribute("d") ?? "");
  const sign = signs.find(([begin]) => drawn.some((path) => path.startsWith(begin)));
  const own = sign?.[language === "fr" ? 1 : 2];
  return own && row && titleOf(row) ? `${own}${ours.of}${titleOf(row)}` : own;
}

/** What a row is about: its name, or the first words in it. */
function titleOf(row) {
  const named = row.querySelector("td[data-label=Name]")?.textContent.trim();
  return named || [...row.cells].map((cell) => cell.textContent.trim()).find(Boolean) || "";
}
