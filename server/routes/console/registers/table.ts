import type * as v from 'valibot'
import type { RegisterName } from '../../../contract/index.ts'
import type { registerTableQuery } from '../../../contract/registers/register.ts'
import { toHex } from '../../../domain/identifiers/hex.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { readSelection } from '../../../domain/registers/list-register.ts'
import { contentOf } from '../../../domain/registers/register-line.ts'
import { answerCsv } from '../../../http/answering/answer-csv.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import type { StaffCall } from '../../../http/operations/operation.ts'
import { readPeriod } from '../../../http/reading/read-list.ts'
import type { RegisterSelection, StoredEntry } from '../../../store/store.ts'

const LINE_COLUMNS = ['seq', 'id', 'thread', 'at', 'actor', 'commitment'] as const

/** Converts a value to a cell: a list to its entries, other non-plain values to JSON. */
function toCell(value: unknown): string | number | boolean | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return Array.isArray(value) ? value.map(String).join('; ') : JSON.stringify(value)
}

const lineCells = (entry: StoredEntry) => [
  ...[entry.arrival, entry.id, entry.thread, new Date(entry.atMs).toISOString(), entry.actor],
  toHex(entry.commitment),
]

/** The columns of a table, and how far it goes. */
interface Survey {
  readonly facts: readonly string[]
  readonly lines: number
  readonly last: number
}

/** Reads all lines once before the table begins, to collect its columns: the facts of all lines. */
async function surveyRegister(selection: RegisterSelection, { store }: AppDeps): Promise<Survey> {
  const facts = new Set<string>()
  let [lines, last] = [0, 0]
  for await (const entries of readSelection(store, selection)) {
    for (const entry of entries) {
      for (const fact of Object.keys(contentOf<object>(entry) ?? {})) facts.add(fact)
      last = Math.max(last, entry.arrival)
    }
    lines += entries.length
  }
  return { facts: [...facts], lines, last }
}

/** Yields the rows of the table, without lines written after the survey: they may have facts without a column. */
async function* listRows(
  selection: RegisterSelection,
  { facts, last }: Survey,
  { store }: AppDeps,
) {
  for await (const entries of readSelection(store, selection)) {
    yield entries
      .filter(({ arrival }) => arrival <= last)
      .map((entry) => {
        const content = contentOf<Readonly<Record<string, unknown>> | null>(entry)
        return [...lineCells(entry), ...facts.map((fact) => toCell(content?.[fact])), entry.content]
      })
  }
}

/** Which register, and which part of it. */
interface TableOf {
  readonly register: RegisterName
  readonly address: string
  readonly only?: string
}

/**
 * Sends a register for an auditor (DI-07), whole or of a period: a column for each fact of any line, and the content as
 * sealed, from which its commitment can be computed. Sent while it is read.
 *
 * @throws {ApiError} `invalid_query`: a period that ends before it begins.
 */
export async function answerRegisterCsv(
  { register, address, only }: TableOf,
  { query, staff }: StaffCall<unknown, v.InferOutput<typeof registerTableQuery>>,
  deps: AppDeps,
): Promise<Response> {
  const selection = { register, search: only, ...readPeriod(query, deps) }
  const survey = await surveyRegister(selection, deps)
  const { from, to } = query
  await audit(deps, {
    action: 'register.export',
    subject: only === undefined ? register : address,
    actor: staff.id,
    facts: { lines: survey.lines, ...(from && { from }), ...(to && { to }) },
  })
  const columns = [...LINE_COLUMNS, ...survey.facts, 'content']
  return answerCsv(address, columns, listRows(selection, survey, deps))
}
