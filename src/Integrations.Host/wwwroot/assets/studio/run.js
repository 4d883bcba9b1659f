// Starting a workflow with data: Studio's own button sends none. Where a workflow has inputs, that button asks for them first; a button of the
// frame asks in any case, since a run may also belong to a file.

const studioRun = "elsa-workflow-definition-editor button.mud-success-text";

/**
 * Follows the two buttons.
 * @param {string} api Address of the service.
 * @param {() => string | null} shownDefinition The definition in the editor.
 * @param {(path: string) => void} open Goes to an address below the base.
 */
export function startRuns(api, shownDefinition, open) {
  const dialog = document.getElementById("atelier-run");
  const form = dialog.querySelector("form");
  let asked = null;

  const ask = async (fallback) => {
    const definition = await read(api, shownDefinition());
    if (fallback && !definition?.inputs?.length) return fallback();
    if (!definition) return;
    asked = definition;
    dialog.querySelector("[data-name]").textContent = definition.name;
    dialog.querySelector("[data-fields]").replaceChildren(...(definition.inputs ?? []).map(fieldOf));
    fault(dialog, null);
    dialog.showModal();
  };

  document.addEventListener("click", (click) => {
    const button = click.target.closest?.(studioRun);
    if (!button || "passed" in button.dataset || !shownDefinition()) return;
    click.preventDefault();
    click.stopImmediatePropagation();
    ask(() => {
      button.dataset.passed = "";
      button.click();
      delete button.dataset.passed;
    });
  }, true);
  document.querySelector("[data-run]").addEventListener("click", () => ask());
  dialog.querySelector("[data-cancel]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (submit) => {
    submit.preventDefault();
    const button = form.querySelector("[type=submit]");
    button.disabled = true;
    const answer = await start(api, asked, form, dialog.dataset);
    button.disabled = false;
    fault(dialog, answer.fault ?? null);
    if (!answer.instance) return;
    dialog.close();
    open(`workflows/instances/${encodeURIComponent(answer.instance)}/view`);
  });
}

function fault(dialog, text) {
  const place = dialog.querySelector("[role=alert]");
  place.textContent = text ?? "";
  place.hidden = !text;
}

async function read(api, definitionId) {
  if (!definitionId) return null;
  const answer = await fetch(`${api}/workflow-definitions/by-definition-id/${encodeURIComponent(definitionId)}?versionOptions=Latest`);
  return answer.ok ? answer.json() : null;
}

async function start(api, definition, form, words) {
  const input = {};
  for (const field of form.querySelectorAll("[data-input]")) {
    try {
      const value = valueOf(field);
      if (value !== undefined) input[field.dataset.input] = value;
    } catch {
      return { fault: words.json.replace("{0}", field.labels[0].textContent) };
    }
  }
  const body = { versionOptions: "Latest", correlationId: form.elements.file.value.trim() || null, input };
  const answer = await fetch(`${api}/workflow-definitions/${encodeURIComponent(definition.definitionId)}/execute`, {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body),
  });
  if (answer.status === 401 || answer.status === 403) return { fault: words.refused };
  if (!answer.ok) return { fault: Object.values((await answer.json().catch(() => ({}))).errors ?? {}).flat().join(" ") || words.failed };
  const instance = answer.headers.get("x-elsa-workflow-instance-id");
  return instance ? { instance } : { fault: words.cannot };
}

/** A field of the form for an input of the workflow: by its type, or as its designer wished. */
function fieldOf({ name, type, isArray, displayName, description, uiHint }, index) {
  const line = document.createElement("p");
  const label = document.createElement("label");
  const kind = isArray ? "json" : kindOf(type);
  const field = document.createElement(kind === "json" || kind === "any" || uiHint === "multiline" ? "textarea" : "input");
  field.id = `atelier-input-${index}`;
  field.dataset.input = name;
  field.dataset.kind = kind;
  if (kind === "flag") field.type = "checkbox";
  if (kind === "number") Object.assign(field, { type: "number", step: "any" });
  label.htmlFor = field.id;
  label.textContent = displayName || name;
  line.append(label, field);
  if (description) {
    const help = document.createElement("small");
    help.id = `${field.id}-help`;
    help.textContent = description;
    field.setAttribute("aria-describedby", help.id);
    line.append(help);
  }
  return line;
}

function kindOf(type) {
  if (/^(Boolean|bool)$/i.test(type)) return "flag";
  if (/^(Int|Int16|Int32|Int64|Long|Single|Double|Decimal|Float)$/i.test(type)) return "number";
  if (/^Object$/i.test(type)) return "any";
  return /Dictionary|Json|Expando|List|Collection|Enumerable|\[\]$/i.test(type) ? "json" : "text";
}

/** What was written; undefined: nothing. */
function valueOf(field) {
  if (field.dataset.kind === "flag") return field.checked;
  if (!field.value.trim()) return undefined;
  if (field.dataset.kind === "number") return Number(field.value);
  if (field.dataset.kind === "json") return JSON.parse(field.value);
  if (field.dataset.kind !== "any") return field.value;
  try {
    return JSON.parse(field.value);
  } catch {
    return field.value;
  }
}
