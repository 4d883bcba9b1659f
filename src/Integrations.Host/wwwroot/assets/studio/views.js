// Which of Studio's elements stands at which address. The addresses are Studio's own: it links to them and pushes them.

const views = [
  { name: "Editor", section: "definitions", element: "elsa-workflow-definition-editor", attribute: "definition-id", path: /^workflows\/definitions\/([^/]+)\/edit\/?$/ },
  { name: "Viewer", section: "instances", element: "elsa-workflow-instance-viewer", attribute: "instance-id", path: /^workflows\/instances\/([^/]+)\/view\/?$/ },
  { name: "Instances", section: "instances", element: "elsa-workflow-instance-list", path: /^workflows\/instances\/?$/ },
];

const first = { name: "Definitions", section: "definitions", element: "elsa-workflow-definition-list" };

/** The view at an address below the base; the list of definitions for any other address. */
export function viewAt(path) {
  for (const view of views) {
    const match = view.path.exec(path);
    if (!match) continue;
    const id = match[1] && decodeURIComponent(match[1]);
    return { ...view, attributes: id ? { [view.attribute]: id } : {}, key: `${view.name}:${id ?? ""}` };
  }
  return { ...first, attributes: {}, key: first.name };
}
