// `node test/bench/edge/fill-edge.ts`: writes the run that is kept into the table of docs/edge.md.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { betweenMarks } from '../page/performance-tables.ts'
import { writeEdgeTable } from './edge-table.ts'

const docs = join(import.meta.dirname, '..', '..', '..', 'docs')
const path = join(docs, 'edge.md')
const rows = JSON.parse(readFileSync(join(docs, 'measurements/edge.json'), 'utf8'))
const text = readFileSync(path, 'utf8')
writeFileSync(
  path,
  text.replace(betweenMarks('edge'), () => writeEdgeTable(rows)),
)
