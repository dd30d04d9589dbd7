// `node test/bench/page/fill-performance.ts`: writes the run that is kept into the tables of docs/performance.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { betweenMarks, writeTables } from './performance-tables.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const path = join(root, 'docs/performance.md')
const rows = JSON.parse(readFileSync(join(root, 'docs/measurements/page.json'), 'utf8'))
let text = readFileSync(path, 'utf8')
for (const [mark, table] of Object.entries(writeTables(rows)))
  text = text.replace(betweenMarks(mark), () => table)
writeFileSync(path, text)
