import type * as v from 'valibot'
import type { RegisterName, RegisterResult } from '../../../contract/index.ts'
import { COUNTED_AT_MOST, listMeans, searchMeans } from '../../../contract/list.ts'
import { registerQuery, registerTableQuery } from '../../../contract/registers/register.ts'
import { registerNames } from '../../../contract/words.ts'
import { nameActors } from '../../../domain/answering/actor-name.ts'
import {
  type LineKey,
  normaliseSearch,
  presentLines,
  readRegisterPage,
} from '../../../domain/registers/list-register.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { type Operation, operation, type StaffCall } from '../../../http/operations/operation.ts'
import type { SchemaName } from '../../../http/operations/schemas.ts'
import { type Staff, staff } from '../../../http/operations/who.ts'
import { describeList, readList } from '../../../http/reading/read-list.ts'
import { answerRegisterCsv } from './table.ts'

/** A register as it is read: its lines, or a part of another one’s. */
export interface ReadRegister {
  readonly register: RegisterName
  /** Its name in paths: `paper-consents`. */
  readonly address: string
  /** Its name in operation ids, and in sentences. */
  readonly id: string
  readonly words: string
  /** The schema of its page. */
  readonly schema: SchemaName
  readonly who: Staff
  /** Only lines with this key. Default: all. */
  readonly only?: string
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

/** Staff may not read the register of their own actions; that is for the auditor. */
const whoReads = (register: RegisterName): Staff =>
  register === 'audit' ? staff('auditor') : staff('operator', 'auditor')

const readRegisters: readonly ReadRegister[] = [
  ...registerNames.map((register) => {
    const [id, words, schema] = registers[register]
    const address = register.replaceAll('_', '-')
    return { register, address, id, words, schema, who: whoReads(register) }
  }),
  // Who was given what is also a part of the audit, most of which is for the auditor.
  {
    ...{ register: 'audit', address: 'exports', id: 'Exports', words: 'exports' },
    ...{ schema: 'RegisterResult', who: staff('operator', 'auditor'), only: 'data.export' },
  },
]

type ListCall = StaffCall<unknown, v.InferOutput<typeof registerQuery>>

async function answerPage(
  { register, only }: ReadRegister,
  { query, staff: reader }: ListCall,
  deps: AppDeps,
) {
  const { store } = deps
  const { fromMs, beforeMs, ...page } = readList<LineKey>(query, ['number', 'number'], deps)
  const search = only ?? (query.search === undefined ? undefined : normaliseSearch(query.search))
  const selection = { register, fromMs, beforeMs, search }
  const found = await readRegisterPage(store, { ...page, order: query.order, selection })
  const counted = await store.countRegister(selection, COUNTED_AT_MOST + 1)
  const lines = presentLines(found.rows)
  const actors = await nameActors(lines, reader, deps)
  return answerJson(200, {
    ...{ lines, actors },
    ...describeList(found, query, counted),
  } satisfies RegisterResult)
}

const pathOf = ({ address }: ReadRegister): `/v1/admin/registers/${string}` =>
  `/v1/admin/registers/${address}`

function pageOperation(given: ReadRegister): Operation {
  const { id, words, schema, who } = given
  return operation({
    ...{ method: 'get', path: pathOf(given), tag: 'Registers', id: `read${id}`, who },
    summary: `Read the register of ${words}`,
    description:
      'By pages, the newest line first. Names no person. A correction is a further line of the same thread.',
    query: { schema: registerQuery, means: { ...listMeans, ...searchMeans } },
    answers: [{ status: 200, description: 'The lines.', schema }],
    handler: (deps) => (call) => answerPage(given, call, deps),
  })
}

function csvOperation(given: ReadRegister): Operation {
  const { id, words, who } = given
  return operation({
    ...{ method: 'get', path: `${pathOf(given)}.csv`, tag: 'Registers', id: `export${id}`, who },
    summary: `Get the register of ${words} as a table`,
    description:
      'For an auditor: every line of the period, with its commitment and the content that it seals.',
    query: {
      schema: registerTableQuery,
      means: { from: listMeans.from, to: listMeans.to },
    },
    answers: [{ status: 200, description: 'CSV (RFC 4180).', type: 'text/csv' }],
    handler: (deps) => (call) => answerRegisterCsv(given, call, deps),
  })
}

/**
 * Every register by pages and as a table. Each has its own paths without a variable part: a variable next to the fixed paths
 * of other registers would disable Hono's fast router for every request. Breaches have their own page.
 */
export const readRegisterOperations = [
  ...readRegisters.filter(({ register }) => register !== 'breaches').map(pageOperation),
  ...readRegisters.map(csvOperation),
]
