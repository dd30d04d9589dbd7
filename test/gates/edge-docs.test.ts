import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writeEdgeTable } from '../bench/edge/edge-table.ts'
import { betweenMarks } from '../bench/page/performance-tables.ts'
import type { Measurement } from '../bench/table.ts'

const root = join(import.meta.dirname, '..', '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
const edge = read('docs/edge.md')

test('the figures of docs/edge.md are those of the run that is kept, whatever they came to', () => {
  const rows: Measurement[] = JSON.parse(read('docs/measurements/edge.json'))
  expect(rows.length).toBeGreaterThan(30)
  expect(betweenMarks('edge').exec(edge)?.[0]).toBe(writeEdgeTable(rows))
})

test('it names every variable that a deployment may set, and says of no other that it may', () => {
  const source = read('server/config/deployment/read-deployment.ts')
  const [, shared = ''] = /const SHARED = \[([\s\S]*?)\] as const/.exec(source) ?? []
  const known = Array.from(shared.matchAll(/'([A-Z_]+)'/g), ([, name]) => name)
  expect(known.length).toBeGreaterThan(3)
  const [row = ''] = /^\| configuration .*$/m.exec(edge) ?? []
  const [, , , atTheEdge = ''] = row.split('|')
  const named = Array.from(atTheEdge.matchAll(/`([A-Z_]+)`/g), ([, name]) => name)
  expect(named.sort()).toEqual([...known, 'KELISIM_SITES', 'KELISIM_SITE_SECRETS'].sort())
})
