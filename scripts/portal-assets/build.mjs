// Copies the portal's typeface and icons from their npm packages, with their licences:
//   npm ci && npm run build
// The outputs are committed, so that neither the build nor a town hall needs npm.
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const host = join(here, "../../src/Integrations.Host");

const fontPackage = join(here, "node_modules/@fontsource/atkinson-hyperlegible");
const fonts = join(host, "wwwroot/assets/fonts");
await mkdir(fonts, { recursive: true });
for (const subset of ["latin", "latin-ext"]) {
  for (const weight of [400, 700]) {
    const file = `atkinson-hyperlegible-${subset}-${weight}-normal.woff2`;
    await cp(join(fontPackage, "files", file), join(fonts, file));
  }
}
await cp(join(fontPackage, "LICENSE"), join(fonts, "LICENSE.txt"));

// One sprite, read once by the icon tag helper, which writes the shapes into the page.
const names = [
  "activity", "archive", "arrow-left", "arrow-right", "ban", "calendar-days", "circle-alert", "circle-check", "circle-dashed",
  "circle-question-mark", "circle-x", "clock", "factory", "file-plus", "file-text", "folder-open", "gavel", "history",
  "hourglass", "inbox", "landmark", "languages", "link", "list-checks", "mail", "map-pin", "message-square", "pencil",
  "phone", "printer", "rotate-ccw", "search", "send", "shield-check", "timer", "triangle-alert", "user",
  "workflow",
];
const iconPackage = join(here, "node_modules/lucide-static");
const icons = join(host, "Portal/Icons");
await mkdir(icons, { recursive: true });
const symbols = await Promise.all(names.map(async (name) => {
  const svg = await readFile(join(iconPackage, "icons", `${name}.svg`), "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `  <symbol id="${name}">${shapes.replace(/\s+/g, " ").trim()}</symbol>`;
}));
await writeFile(
  join(icons, "lucide.svg"),
  `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`);
await cp(join(iconPackage, "LICENSE"), join(icons, "LICENSE.txt"));

// The signs of our activities in the designer, each a file: a style sheet uses them as masks.
const activities = [
  "alarm-clock", "archive", "bell-ring", "calendar-clock", "check-check", "clipboard-list", "clipboard-plus",
  "file-question-mark", "file-search", "folder-open", "folder-plus", "hourglass", "landmark", "list-checks", "list-todo", "mail",
  "mail-check", "map-pinned", "message-square-check", "messages-square", "send", "stamp", "timer-off", "timer-reset",
  "triangle-alert", "undo-2", "user-check", "users",
];
const signs = join(host, "wwwroot/assets/studio/icons");
await mkdir(signs, { recursive: true });
for (const name of activities) await cp(join(iconPackage, "icons", `${name}.svg`), join(signs, `${name}.svg`));
await cp(join(iconPackage, "LICENSE"), join(signs, "LICENSE.txt"));
