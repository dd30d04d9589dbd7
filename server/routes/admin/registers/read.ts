import { type Context, Hono } from 'hono'
import type { RegisterName } from '../../../contract/index.ts'
import { LINES_PER_PAGE, registerQuery } from '../../../contract/registers/register.ts'
import { registerNames } from '../../../contract/words.ts'
import type { Deps } from '../../../deps.ts'
import { toHex } from '../../../domain/hex.ts'
import { audit } from '../../../domain/registers/audit.ts'
import { contentOf, readPage, readWhole } from '../../../domain/registers/register-line.ts'
import type { StoredEntry } from '../../../store/store.ts'
import { answerJson } from '../../edge/answer.ts'
import { answerCsv } from '../../edge/answer-csv.ts'
import { readQuery } from '../../edge/read-query.ts'

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
  ...[entry.seq, entry.id, entry.thread, new Date(entry.atMs).toISOString(), entry.actor],
  toHex(entry.commitment),
]

/**
 * The whole register for an auditor (DI-07): a column for each fact of any line, and the content as it is sealed, from which its
 * commitment can be worked out.
 */
async function answerRegisterCsv(register: RegisterName, deps: Deps): Promise<Response> {
  const entries = await readWhole(deps.store, register)
  const contents = entries.map((entry) => contentOf<Readonly<Record<string, unknown>>>(entry))
  const facts = [...new Set(contents.flatMap((content) => Object.keys(content)))]
  const rows = entries.map((entry, index) => [
    ...lineCells(entry),
    ...facts.map((fact) => toCell(contents[index]?.[fact])),
    entry.content,
  ])
  await audit(deps, {
    action: 'register.export',
    subject: register,
    actor: 'administrator',
    facts: { lines: entries.length },
  })
  return answerCsv(addressOf(register), [...LINE_COLUMNS, ...facts, 'content'], rows)
}

async function answerPage(c: Context, register: RegisterName, { store }: Deps): Promise<Response> {
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
export function readRegisterRoutes(deps: Deps): Hono {
  const routes = new Hono()
  for (const register of registerNames) {
    const address = `/${addressOf(register)}`
    routes.get(`${address}.csv`, () => answerRegisterCsv(register, deps))
    if (register !== 'breaches') routes.get(address, (c) => answerPage(c, register, deps))
  }
  return routes
}
