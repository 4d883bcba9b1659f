// Turns the code officiel géographique of @etalab/decoupage-administratif (12 MB) into the slim table embedded in
// Integrations.Guichet. Run `npm ci && npm run build` here after each new edition (1 January), then run the tests.
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

const require = createRequire(import.meta.url)
const source = '@etalab/decoupage-administratif'
const manifest = require(`${source}/package.json`)
const read = name => require(`${source}/data/${name}.json`)
const target = new URL('../../src/Integrations.Guichet/Territory/Data/', import.meta.url)

// The Pacific and Saint-Pierre-et-Miquelon have their own urbanism and environment rules: this desk refuses their files.
const served = department => !/^(975|98\d)$/.test(department ?? '')

const communes = read('communes')
const current = communes.filter(c => c.type === 'commune-actuelle' && served(c.departement))
const currentCodes = new Set(current.map(c => c.code))
const epciOf = new Map(read('epci').flatMap(e => e.membres.map(m => [m.code, e.code])))

const former = new Map()
for (const c of communes) {
  const successor = c.type === 'arrondissement-municipal' ? c.commune : c.chefLieu
  if (c.type !== 'commune-actuelle' && !currentCodes.has(c.code) && currentCodes.has(successor)) former.set(c.code, successor)
}
// anciensCodes are left out on purpose: those of the former Seine (75001...) look like the postal codes of Paris.

const byCode = (a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)
const section = (name, rows) => [`#${name}`, ...rows.sort(byCode).map(row => row.map(v => v ?? '').join('\t'))]

const text = [
  ...section('regions', read('regions').filter(r => served(r.code)).map(r => [r.code, r.nom])),
  ...section('departments', read('departements').filter(d => served(d.code)).map(d => [d.code, d.nom, d.region, d.chefLieu])),
  ...section('arrondissements', read('arrondissements').map(a => [a.code, a.nom, a.departement, a.chefLieu])),
  ...section('epci', read('epci').filter(e => e.membres.some(m => currentCodes.has(m.code))).map(e => [e.code, e.nom, e.type])),
  ...section('communes', current.map(c => [
    c.code, c.nom, c.departement, c.arrondissement, epciOf.get(c.code), (c.codesPostaux ?? []).join(' '), c.population
  ])),
  ...section('former', [...former])
].join('\n') + '\n'

mkdirSync(target, { recursive: true })
const table = brotliCompressSync(Buffer.from(text), {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT }
})
writeFileSync(new URL('territory.tsv.br', target), table)

const lock = JSON.parse(readFileSync(new URL('package-lock.json', import.meta.url)))
writeFileSync(new URL('data-version.json', target), JSON.stringify({
  source: `npm ${source}`,
  version: manifest.version,
  date: '2026-01-01',
  integrity: lock.packages[`node_modules/${source}`].integrity,
  licence: 'Licence Ouverte 2.0 (données INSEE, DGCL, La Poste) ; code MIT',
  communes: current.length,
  sha256: createHash('sha256').update(table).digest('hex')
}, null, 2) + '\n')
console.log(`${current.length} communes, ${former.size} former codes, ${text.length} characters, ${table.length} bytes`)
