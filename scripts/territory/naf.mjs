// Writes the NAF rév. 2 codes of five characters for the rules directory. NAF 2025, in force on 1 January 2027, has no package yet.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'

const codes = createRequire(import.meta.url)('@socialgouv/codes-naf').filter(entry => /^\d{2}\.\d{2}[A-Z]$/.test(entry.id))
const lines = codes.map(entry => `  ${JSON.stringify(entry.id)}: ${JSON.stringify(entry.label)}`)
writeFileSync(new URL('../../workflows/rules/naf_rev2.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`)
console.log(`${codes.length} codes`)
