// `npm run bench [-- --only PART,…] [--json FILE]`: one table of what was measured and what it
// ought to be. Figures of one machine: compare ratios, and only within one run.
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { measureBytes } from './bytes.ts'
import { measureConsole } from './console/measure-console.ts'
import { measureEdge } from './edge/measure-edge.ts'
import { measureMe } from './me.ts'
import { measureMemory } from './memory.ts'
import { measureMillion } from './million.ts'
import { measurePage } from './page/measure-page.ts'
import { measureRates } from './rates.ts'
import { formatTable, isMet, type Measurement } from './table.ts'
import { measureVerify } from './verify.ts'

const parts: Record<string, () => Promise<Measurement[]>> = {
  bytes: measureBytes,
  page: measurePage,
  memory: measureMemory,
  rates: measureRates,
  million: measureMillion,
  verify: measureVerify,
  me: measureMe,
  edge: measureEdge,
  console: measureConsole,
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join() },
    json: { type: 'string' },
  },
})

const rows: Measurement[] = []
for (const name of values.only.split(',')) {
  const measure = parts[name]
  if (!measure) throw new Error(`--only takes ${Object.keys(parts).join(', ')}, not ${name}`)
  console.error(`measuring ${name} …`)
  rows.push(...(await measure()))
}
console.log(formatTable(rows))
if (values.json) {
  const json = rows.map((row) => ({ ...row, isMet: isMet(row) }))
  writeFileSync(values.json, `${JSON.stringify(json, null, 2)}\n`)
}
