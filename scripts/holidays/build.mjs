// Writes the public holidays that two independent libraries know, 2020-2035, as test data for the calendar.
// Run: npm ci && npm run build. The answers are kept as each library gives them; the test knows where they err.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import Holidays from "date-holidays";
import joursFeriesModule from "@socialgouv/jours-feries";

const joursFeries = joursFeriesModule.default ?? joursFeriesModule;
const years = Array.from({ length: 16 }, (_, index) => 2020 + index);
const regions = { FR: [], AM: ["67"], GP: ["GP"], MQ: ["MQ"], GF: ["GF"], RE: ["RE"], YT: ["YT"], MF: ["MF"], BL: ["BL"] };

const twoDigits = (value) => String(value).padStart(2, "0");

// jours-feries builds midnights of the machine's time zone: only the local parts of the date are right.
const localDay = (date) => `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
const distinct = (days) => [...new Set(days)].sort();

const fromDateHolidays = (zone, year) =>
  distinct(new Holidays("FR", ...regions[zone]).getHolidays(year)
    .filter((holiday) => holiday.type === "public")
    .map((holiday) => holiday.date.slice(0, 10)));

const fromJoursFeries = (zone, year) =>
  distinct(Object.values(joursFeries(year, { alsace: zone === "AM" })).map(localDay));

const perYear = (read) => Object.fromEntries(years.map((year) => [year, read(year)]));
const oracle = {
  sources: { "date-holidays": "3.37.0 (ISC AND CC-BY-3.0)", "jours-feries": "@socialgouv/jours-feries 2.0.0 (Apache-2.0)" },
  "date-holidays": Object.fromEntries(Object.keys(regions).map((zone) => [zone, perYear((year) => fromDateHolidays(zone, year))])),
  "jours-feries": Object.fromEntries(["FR", "AM"].map((zone) => [zone, perYear((year) => fromJoursFeries(zone, year))])),
};

const target = resolve(dirname(fileURLToPath(import.meta.url)), "../../tests/Integrations.Guichet.Tests/Data/holidays-oracle.json");
mkdirSync(dirname(target), { recursive: true });
const text = JSON.stringify(oracle, null, 1).replace(/\[\s+([^\]]*?)\s+\]/g, (_, days) => `[${days.replace(/\s+/g, " ")}]`);
writeFileSync(target, `${text}\n`);
