import type { RegisterName } from '../../../contract/index.ts'
import { LINES_PER_PAGE, registerQuery } from '../../../contract/registers/register.ts'
import { registerNames } from '../../../contract/words.ts'
import { toHex } from '../../../domain/identifiers/hex.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { contentOf, readLines, readPage } from '../../../domain/registers/register-line.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { answerCsv } from '../../../http/answering/answer-csv.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { type Operation, operation, type StaffCall } from '../../../http/operations/operation.ts'
import type { SchemaName } from '../../../http/operations/schemas.ts'
import { type Staff, staff } from '../../../http/operations/who.ts'
import type { StoredEntry } from '../../../store/store.ts'

/** Returns a register's name in a path: `paper-consents`. */
const addressOf = (register: RegisterName): string => register.replaceAll('_', '-')

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

/** Reads all lines once before the table begins, to collect its columns: the facts of all lines. */
async function surveyRegister(register: RegisterName, { store }: AppDeps) {
  const facts = new Set<string>()
  let [lines, last] = [0, 0]
  for await (const entries of readLines(store, register)) {
    for (const entry of entries)
      for (const fact of Object.keys(contentOf<object>(entry) ?? {})) facts.add(fact)
    lines += entries.length
    last = entries.at(-1)?.arrival ?? last
  }
  return { facts: [...facts], lines, last }
}

/** Yields the rows of the table, up to the last line read before: a later one may have facts without a column. */
async function* listRows(
  register: RegisterName,
  { facts, last }: { readonly facts: readonly string[]; readonly last: number },
  { store }: AppDeps,
) {
  for await (const entries of readLines(store, register)) {
    yield entries
      .filter(({ arrival }) => arrival <= last)
      .map((entry) => {
        const content = contentOf<Readonly<Record<string, unknown>> | null>(entry)
        return [...lineCells(entry), ...facts.map((fact) => toCell(content?.[fact])), entry.content]
      })
    if ((entries.at(-1)?.arrival ?? 0) >= last) return
  }
}

/**
 * Sends the whole register for an auditor (DI-07): a column for each fact of any line, and the content as sealed, from which
 * its commitment can be computed. Sent while it is read.
 */
async function answerRegisterCsv(
  register: RegisterName,
  { staff: { id: actor } }: StaffCall,
  deps: AppDeps,
): Promise<Response> {
  const { facts, lines, last } = await surveyRegister(register, deps)
  await audit(deps, {
    action: 'register.export',
    subject: register,
    actor,
    facts: { lines },
  })
  const columns = [...LINE_COLUMNS, ...facts, 'content']
  return answerCsv(addressOf(register), columns, listRows(register, { facts, last }, deps))
}

/** Name of each register in operation ids and in sentences, and the schema of its page. */
const registers: Readonly<Record<RegisterName, readonly [id: string, words: string, SchemaName]>> =
  {
    disclosures: ['Disclosures', 'disclosures', 'DisclosuresResult'],
    processors: ['Processors', 'processors', 'ProcessorsResult'],
    services: ['Services', 'services', 'ServicesResult'],
    breaches: ['Breaches', 'breaches', 'BreachesResult'],
    destructions: ['Destructions', 'destructions', 'RegisterResult'],
    paper_consents: ['PaperConsents', 'paper consents', 'PaperConsentsResult'],
    prunings: ['Prunings', 'prunings', 'RegisterResult'],
    audit: ['Audit', 'who saw or changed what', 'RegisterResult'],
  }

const pathOf = (register: RegisterName): `/v1/admin/registers/${string}` =>
  `/v1/admin/registers/${addressOf(register)}`

/** Staff may not read the register of their own actions; that is for the auditor. */
const whoReads = (register: RegisterName): Staff =>
  register === 'audit' ? staff('auditor') : staff('operator', 'auditor')

function pageOperation(register: RegisterName): Operation {
  const [id, words, schema] = registers[register]
  return operation({
    ...{ method: 'get', path: pathOf(register), tag: 'Registers', id: `read${id}` },
    who: whoReads(register),
    summary: `Read the register of ${words}`,
    description: 'By pages of 200 lines, in the order of writing. Names no person.',
    query: {
      schema: registerQuery,
      means: { after: 'Number of the last line that is known already.' },
    },
    answers: [{ status: 200, description: 'The lines.', schema }],
    handler:
      ({ store }) =>
      async ({ query: { after } }) => {
        const page = { after: Number(after), limit: LINES_PER_PAGE }
        return answerJson(200, await readPage(store, register, page))
      },
  })
}

function csvOperation(register: RegisterName): Operation {
  const [id, words] = registers[register]
  return operation({
    ...{ method: 'get', path: `${pathOf(register)}.csv`, tag: 'Registers', id: `export${id}` },
    who: whoReads(register),
    summary: `Get the whole register of ${words} as a table`,
    description: 'For an auditor: every line, with its commitment and the content that it seals.',
    answers: [{ status: 200, description: 'CSV (RFC 4180).', type: 'text/csv' }],
    handler: (deps) => (call) => answerRegisterCsv(register, call, deps),
  })
}

/**
 * Every register by pages and as a table. Each has its own paths without a variable part: a variable next to the fixed paths
 * of other registers would disable Hono's fast router for every request. Breaches have their own page.
 */
export const readRegisterOperations = [
  ...registerNames.filter((register) => register !== 'breaches').map(pageOperation),
  ...registerNames.map(csvOperation),
]
