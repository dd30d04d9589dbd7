import { streamText } from './stream.ts'

/** Prefixes a cell that a spreadsheet would run as a formula with an apostrophe (SE-09). */
const escapeCell = (cell: string | number | boolean | null): string => {
  const text = cell === null ? '' : String(cell)
  const tame = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}

type Cell = string | number | boolean | null
type Row = readonly Cell[]

const writeRow = (row: Row): string => `${row.map(escapeCell).join(',')}\r\n`

async function* writeCsv(
  columns: readonly string[],
  pages: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  yield `\uFEFF${writeRow(columns)}`
  for await (const rows of pages) for (const row of rows) yield writeRow(row)
}

/** Sends a table as CSV (RFC 4180), in UTF-8 with a byte order mark, which spreadsheets need. Rows are sent page by page. */
export const answerCsv = (
  name: string,
  columns: readonly string[],
  pages: Iterable<readonly Row[]> | AsyncIterable<readonly Row[]>,
): Response =>
  new Response(streamText(writeCsv(columns, pages)), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
