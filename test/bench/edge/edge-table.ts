import { formatMarkdown, type Measurement } from '../table.ts'

/** What docs/edge.md shows of a run: what is judged, and what explains it. */
export const writeEdgeTable = (rows: readonly Measurement[]): string =>
  formatMarkdown(
    rows.filter(
      ({ what, unit, goal }) =>
        goal || unit === '×' || unit === 'µs' || /(?:in the object|99 of 100 within)$/.test(what),
    ),
  )
