import { type Context, Hono } from 'hono'
import type { RegisterName } from '../../../contract/index.ts'
import { LINES_PER_PAGE, registerQuery } from '../../../contract/registers/register.ts'
import { registerNames } from '../../../contract/words.ts'
import { toHex } from '../../../domain/identifiers/hex.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { contentOf, readLines, readPage } from '../../../domain/registers/register-line.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { answerCsv } from '../../../http/answering/answer-csv.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { readQuery } from '../../../http/reading/read-query.ts'
import type { StoredEntry } from '../../../store/store.ts'

/** A register's name in an address: `paper-consents`. */
export const addressOf = (register: RegisterName): string => register.replaceAll('_', '-')

const LINE_COLUMNS = ['seq', 'id', 'thread', 'at', 'actor', 'commitment'] as const

/** What a cell can hold: a list becomes its entries, whatever else is no plain value its JSON. */
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

/** What is looked through before the table begins: the facts of all lines, which are its columns. */
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

/** The rows of the table, up to the last line that was looked through: a later one may have facts without a column. */
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
 * The whole register for an auditor (DI-07): a column for each fact of any line, and the content as it is sealed, from which its
 * commitment can be worked out. Sent while it is read.
 */
async function answerRegisterCsv(register: RegisterName, deps: AppDeps): Promise<Response> {
  const { facts, lines, last } = await surveyRegister(register, deps)
  await audit(deps, {
    action: 'register.export',
    subject: register,
    actor: 'administrator',
    facts: { lines },
  })
  const columns = [...LINE_COLUMNS, ...facts, 'content']
  return answerCsv(addressOf(register), columns, listRows(register, { facts, last }, deps))
}

async function answerPage(
  c: Context,
  register: RegisterName,
  { store }: AppDeps,
): Promise<Response> {
  const { after } = readQuery(c, registerQuery)
  return answerJson(
    200,
    await readPage(store, register, { after: Number(after), limit: LINES_PER_PAGE }),
  )
}

/**
 * Every register by pages and as a table. Each has addresses of its own, without a variable part: a variable beside the words
 * that follow other registers would cost every request of the server Hono's fast router. Breaches are read by their own route.
 */
export function readRegisterRoutes(deps: AppDeps): Hono {
  const routes = new Hono()
  for (const register of registerNames) {
    const address = `/${addressOf(register)}`
    routes.get(`${address}.csv`, () => answerRegisterCsv(register, deps))
    if (register !== 'breaches') routes.get(address, (c) => answerPage(c, register, deps))
  }
  return routes
}
