/** A cell that a spreadsheet would run as a formula gets an apostrophe before it (SE-09). */
const escapeCell = (cell: string | number | boolean | null): string => {
  const text = cell === null ? '' : String(cell)
  const tame = typeof cell === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame
}

/** Answers with a table as CSV (RFC 4180), in UTF-8 with a mark that spreadsheets need to see it. */
export function answerCsv(
  name: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | boolean | null)[])[],
): Response {
  const lines = [columns, ...rows].map((row) => row.map(escapeCell).join(','))
  return new Response(`\uFEFF${lines.join('\r\n')}\r\n`, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
