import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { SaveButton } from '../parts/download.tsx'
import type { Period } from '../parts/value/format.ts'
import { type CsvCell, toCsv } from './table-csv.ts'

/** Provides the period whose figures are shown, which names the saved files. */
export const PeriodContext = createContext<Period>({ from: '', to: '' })

const nameOf = (what: string, { from, to }: Period, ending: string): string =>
  `statistics-${what}-${from}-${to}.${ending}`

/** Saves a table as it is shown. */
export function SaveCsv({
  what,
  rows,
}: {
  /** Part of the file's name: `days`. */
  readonly what: string
  readonly rows: () => readonly (readonly CsvCell[])[]
}) {
  const period = useContext(PeriodContext)
  return (
    <SaveButton
      name={nameOf(what, period, 'csv')}
      type="text/csv;charset=utf-8"
      content={() => toCsv(rows())}
    >
      CSV
    </SaveButton>
  )
}

/** Saves everything that the server answered. */
export function SaveJson({ label, value }: { readonly label: string; readonly value: object }) {
  const period = useContext(PeriodContext)
  return (
    <SaveButton
      name={nameOf('all', period, 'json')}
      type="application/json"
      content={() => `${JSON.stringify(value, null, 2)}\n`}
    >
      {label} (JSON)
    </SaveButton>
  )
}
