import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Measurement } from '../table.ts'
import { measureEdgeCold } from './edge-cold.ts'
import { measureEdgeLoader } from './edge-loader.ts'
import { measureEdgeRates } from './edge-rates.ts'

const WORKER = join(import.meta.dirname, '../../../dist/worker/worker.js')

/** The Worker in workerd, on this machine: its size, its first answer, and what it does of what a bare Worker does. */
export const measureEdge = async (): Promise<Measurement[]> => [
  {
    what: 'Worker with widget and console, gzip',
    measured: gzipSync(readFileSync(WORKER), { level: 9 }).byteLength,
    unit: 'B',
    goal: { atMost: 600_000 },
  },
  ...(await measureEdgeCold()),
  ...(await measureEdgeRates()),
  ...(await measureEdgeLoader()),
]
