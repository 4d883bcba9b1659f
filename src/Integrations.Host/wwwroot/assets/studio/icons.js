// Studio gives every activity that it does not know one blue cube. Ours are marked with their type; activities.css gives each its sign and colour.

/** Marks activities wherever they appear, from now on. */
export async function startIcons(api) {
  const typeOf = typesByName(await descriptors(api));
  const mark = (element, type) => {
    if (type && element.dataset.activity !== type) element.dataset.activity = type;
  };
  const places = {
    // On the canvas, an element says itself what it is.
    "elsa-activity-wrapper": (element) => mark(element, typeIn(element.getAttribute("activity-json"))),
    // In the toolbox, the displayed name is all there is.
    ".cursor-grab[draggable]": (element) => mark(element, typeOf.get(element.textContent.trim())),
    // In the journal: "Displayed name - Event".
    ".mud-timeline-item": (element) => mark(element, typeOf.get(element.querySelector(".mud-text-secondary")?.textContent.split(" - ")[0].trim())),
  };
  const selector = Object.keys(places).join();
  const look = (root) => {
    const found = root.closest(selector);
    for (const element of [...(found ? [found] : []), ...root.querySelectorAll(selector)])
      for (const [place, act] of Object.entries(places)) if (element.matches(place)) act(element);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") look(change.target);
      else if (change.type === "characterData") change.target.parentElement && look(change.target.parentElement);
      else for (const node of change.addedNodes) if (node.nodeType === Node.ELEMENT_NODE) look(node);
    }
  }).observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["activity-json"] });
  look(document.body);
}

async function descriptors(api) {
  const answer = await fetch(`${api}/descriptors/activities`, { headers: { accept: "application/json" } });
  return answer.ok ? (await answer.json()).items : [];
}

/** Names that only one activity has. */
function typesByName(descriptors) {
  const types = new Map();
  for (const { displayName, typeName } of descriptors)
    types.set(displayName, types.has(displayName) && types.get(displayName) !== typeName ? undefined : typeName);
  return types;
}

function typeIn(json) {
  try {
    return JSON.parse(json)?.type;
  } catch {
    return undefined;
  }
}
