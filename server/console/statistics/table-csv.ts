import type { Count } from '../../contract/index.ts'

/** One cell of a table: a name, a count, or a rate. */
export type CsvCell = string | Count

/** Spreadsheets run a cell that begins like this as a formula (SE-09). */
const FORMULA = /^[=+\-@\t\r]/

function write(cell: CsvCell): string {
  if (cell === null) return '<5'
  if (typeof cell === 'number') return String(cell)
  const safe = FORMULA.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/**
 * Writes a table as CSV (RFC 4180), with a byte order mark, without which spreadsheets misread Kazakh letters. What is
 * withheld on the screen is withheld here.
 */
export const toCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(write).join(',')).join('\r\n')}\r\n`
