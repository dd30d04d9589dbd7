import type { ErrorCode } from '../../../contract/error.ts'
import type { RegisterName, WrittenResult } from '../../../contract/index.ts'
import { disclosureBody } from '../../../contract/registers/disclosure.ts'
import { threadId } from '../../../contract/registers/impersonal.ts'
import { paperConsentBody } from '../../../contract/registers/paper-consent.ts'
import { processorBody } from '../../../contract/registers/processor.ts'
import { nameActor } from '../../../domain/answering/actor-name.ts'
import {
  findDisclosureProblems,
  writeDisclosure,
} from '../../../domain/disclosures/write-disclosure.ts'
import { actingAs, type ByActor } from '../../../domain/registers/acting.ts'
import { todayOf } from '../../../domain/registers/register-line.ts'
import { findPaperProblems, findProcessorProblems } from '../../../domain/registers/sense.ts'
import {
  type Act,
  type LineOutcome,
  type WrittenLine,
  writeLine,
} from '../../../domain/registers/write-line.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { type Operation, operation, type Parameter } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'
import { check, type Problems } from '../../../http/reading/check.ts'
import { checkJointly } from '../../../http/reading/check-jointly.ts'

export const threadInPath: Parameter = {
  description: 'The thread: the id of its first line.',
  schema: threadId,
}

/**
 * Returns the thread that a correction belongs to. Threads of configured services belong to the server: they are corrected in
 * the configuration.
 *
 * @throws {ApiError} `not_found` where the thread was not begun by hand.
 */
export function readThread({ thread }: { readonly thread: string }): string {
  if (check(threadId, thread).kind === 'wrong') throw new ApiError('not_found')
  return thread
}

/** Bodies of entries written by hand. */
type WrittenBody = 'DisclosureBody' | 'ProcessorBody' | 'PaperConsentBody' | 'BreachBody'

/** What an entry is written with: the thread that it corrects, and whose act it is. */
export interface Writing {
  /** Default: it begins a new one. */
  readonly thread?: string | undefined
  readonly deps: AppDeps & ByActor
}

/** A register that is written by hand. */
interface Written {
  /** Its name in paths. */
  readonly address: string
  /** Its name in operation ids: `writeBreach`. */
  readonly id: string
  readonly words: string
  readonly body: WrittenBody
  readonly errors?: readonly ErrorCode[]
  /** Checks an entry and writes its line. @throws {ApiError} */
  readonly write: (json: unknown, writing: Writing) => Promise<WrittenResult>
}

/** Operations that write a line, and correct it by a further line of the same thread; lines are never changed (DI-07). */
export function writeOperations({
  address,
  id,
  words,
  body: schema,
  errors = [],
  write,
}: Written): readonly Operation[] {
  const path = `/v1/admin/registers/${address}`
  const columns = {
    method: 'post',
    tag: 'Registers',
    who: staff('operator'),
    // Its fields are checked against each other and against what is stored, all at once.
    body: { schema, takes: 'json', check: (json: unknown) => json },
    answers: [{ status: 201, description: 'Written down.', schema: 'WrittenResult' }],
  } as const
  return [
    operation({
      ...columns,
      ...{ path, id: `write${id}`, summary: `Write down ${words}` },
      errors: [...errors, 'id_reused'],
      description:
        'Can never be changed or erased: a text with an email address, a phone number or an IIN in it is refused. Sent twice with ' +
        'the same `id`, it is written once.',
      handler:
        (deps) =>
        async ({ body, staff: by }) =>
          answerJson(201, await write(body, { deps: actingAs(deps, by) })),
    }),
    operation({
      ...columns,
      ...{ path: `${path}/{thread}`, params: { thread: threadInPath }, id: `correct${id}` },
      summary: `Correct ${words}`,
      description:
        'By a further line of the same thread; the earlier ones stay. With `after`, only where nobody else has added one since.',
      errors: [...errors, 'id_reused', 'changed_meanwhile', 'not_found'],
      handler:
        (deps) =>
        async ({ params, body, staff: by }) => {
          const writing = { thread: readThread(params), deps: actingAs(deps, by) }
          return answerJson(201, await write(body, writing))
        },
    }),
  ]
}

/** Reports `after` where there is no thread yet. */
export const findActProblems = ({ after }: Act, thread: string | undefined): Problems =>
  after !== undefined && thread === undefined ? { after: 'unknown' } : {}

/** Returns the line of an outcome, or throws why there is none. @throws {ApiError} */
export async function requireWritten(outcome: LineOutcome, deps: AppDeps): Promise<WrittenLine> {
  if (outcome.kind === 'written') return outcome
  if (outcome.kind === 'id_reused') throw new ApiError('id_reused')
  if (outcome.kind === 'taken') throw new ApiError('invalid_body', { fields: { number: 'taken' } })
  const { at } = outcome
  const by = await nameActor(outcome.by, deps)
  throw new ApiError('changed_meanwhile', { facts: { first: { name: 'correct', by, at } } })
}

/** Returns what a line that was written is answered with. */
export const presentWritten = ({ id, thread, at }: WrittenLine): WrittenResult => ({
  ...{ id, thread, at },
})

async function writeDisclosed(json: unknown, { thread, deps }: Writing): Promise<WrittenResult> {
  const body = await checkJointly(disclosureBody, json, async (valid) => ({
    ...(await findDisclosureProblems({ valid, thread }, deps)),
    ...findActProblems(valid, thread),
  }))
  const outcome = await writeDisclosure(body, { thread, deps })
  if (outcome.kind === 'not_found') throw new ApiError('not_found')
  if (outcome.kind === 'refused')
    throw new ApiError(outcome.code, { fields: { [outcome.field]: 'not_found' } })
  const written = await requireWritten(outcome, deps)
  const { noticeDueOn } = written.content as { readonly noticeDueOn?: string }
  return { ...presentWritten(written), ...(noticeDueOn && { noticeDueOn }) }
}

async function requireThread(register: RegisterName, { thread, deps }: Writing): Promise<void> {
  if (thread === undefined) return
  const entries = await deps.store.readRegisterThread(register, thread)
  if (entries.length === 0) throw new ApiError('not_found')
}

async function writeProcessor(json: unknown, writing: Writing): Promise<WrittenResult> {
  const { thread, deps } = writing
  const { id, after, ...content } = await checkJointly(processorBody, json, (valid) => ({
    ...findProcessorProblems(valid),
    ...findActProblems(valid, thread),
  }))
  await requireThread('processors', writing)
  const line = { register: 'processors', content, thread, act: { id, after } } as const
  return presentWritten(await requireWritten(await writeLine(line, deps), deps))
}

async function writePaperConsent(json: unknown, writing: Writing): Promise<WrittenResult> {
  const { thread, deps } = writing
  const { id, after, ...content } = await checkJointly(paperConsentBody, json, (valid) => ({
    ...findPaperProblems(valid, todayOf(deps)),
    ...findActProblems(valid, thread),
  }))
  await requireThread('paper_consents', writing)
  // The number stands for the paper: two papers of one number could not be told apart.
  const ownNumber = content.number
  const act = { id, after }
  const line = { register: 'paper_consents', content, thread, act, ownNumber } as const
  return presentWritten(await requireWritten(await writeLine(line, deps), deps))
}

/** Entries that staff write, besides breaches. */
export const writeRegisterOperations = [
  ...writeOperations({
    ...{ address: 'disclosures', id: 'Disclosure', words: 'a disclosure', body: 'DisclosureBody' },
    errors: ['written_consent_unknown', 'processor_not_live'],
    write: writeDisclosed,
  }),
  ...writeOperations({
    ...{ address: 'processors', id: 'Processor', words: 'a processor', body: 'ProcessorBody' },
    write: writeProcessor,
  }),
  ...writeOperations({
    ...{ address: 'paper-consents', id: 'PaperConsent', words: 'a consent on paper' },
    body: 'PaperConsentBody',
    write: writePaperConsent,
  }),
]
