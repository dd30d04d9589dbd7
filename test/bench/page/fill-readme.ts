// `node test/bench/page/fill-readme.ts`: writes the run that is kept into README's tables of times.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { betweenMarks, writeTables } from './readme-tables.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const path = join(root, 'README.md')
const rows = JSON.parse(readFileSync(join(root, 'docs/measurements/page.json'), 'utf8'))
let text = readFileSync(path, 'utf8')
for (const [mark, table] of Object.entries(writeTables(rows)))
  text = text.replace(betweenMarks(mark), () => table)
writeFileSync(path, text)
