// `node test/bench/page/fill-readme.ts`: writes the run that is kept into README's tables of times.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeGoals, writeTimes } from './readme-tables.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const path = join(root, 'README.md')
const rows = JSON.parse(readFileSync(join(root, 'docs/measurements/page.json'), 'utf8'))
const tables = { times: writeTimes(rows), goals: writeGoals(rows) }
let text = readFileSync(path, 'utf8')
for (const [mark, table] of Object.entries(tables))
  text = text.replace(
    new RegExp(`<!-- ${mark} -->[\\s\\S]*?<!-- /${mark} -->`),
    () => `<!-- ${mark} -->\n${table}\n<!-- /${mark} -->`,
  )
writeFileSync(path, text)
