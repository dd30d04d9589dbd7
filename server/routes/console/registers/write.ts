import type { ErrorCode } from '../../../contract/error.ts'
import type {
  DisclosureBody,
  PaperConsentBody,
  ProcessorBody,
  RegisterName,
  WrittenResult,
} from '../../../contract/index.ts'
import { threadId } from '../../../contract/registers/impersonal.ts'
import { writeDisclosure } from '../../../domain/disclosures/write-disclosure.ts'
import { actingAs, type ByActor } from '../../../domain/registers/acting.ts'
import { writeLine } from '../../../domain/registers/register-line.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { type Operation, operation, type Parameter } from '../../../http/operations/operation.ts'
import type { InputOf } from '../../../http/operations/schemas.ts'
import { staff } from '../../../http/operations/who.ts'
import { check } from '../../../http/reading/check.ts'

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

/** A register that is written by hand. */
interface Written<Name extends WrittenBody> {
  /** Its name in paths. */
  readonly address: string
  /** Its name in operation ids: `writeBreach`. */
  readonly id: string
  readonly words: string
  readonly body: Name
  readonly errors?: readonly ErrorCode[]
  /** Writes a line: of a thread, or the first of a new one. @throws {ApiError} */
  readonly write: (
    body: InputOf<Name>,
    thread: string | undefined,
    deps: AppDeps & ByActor,
  ) => Promise<WrittenResult>
}

/** Operations that write a line, and correct it by a further line of the same thread; lines are never changed (DI-07). */
export function writeOperations<Name extends WrittenBody>({
  address,
  id,
  words,
  body: schema,
  errors = [],
  write,
}: Written<Name>): readonly Operation[] {
  const path = `/v1/admin/registers/${address}`
  const columns = {
    method: 'post',
    tag: 'Registers',
    who: staff('operator'),
    body: { schema, takes: 'json' },
    answers: [{ status: 201, description: 'Written down.', schema: 'WrittenResult' }],
  } as const
  return [
    operation({
      ...columns,
      ...{ path, id: `write${id}`, summary: `Write down ${words}`, errors },
      description:
        'Can never be changed or erased: a text with an email address, a phone number or an IIN in it is refused.',
      handler:
        (deps) =>
        async ({ body, staff: by }) =>
          answerJson(201, await write(body, undefined, actingAs(deps, by))),
    }),
    operation({
      ...columns,
      ...{ path: `${path}/{thread}`, params: { thread: threadInPath }, id: `correct${id}` },
      summary: `Correct ${words}`,
      description: 'By a further line of the same thread; the earlier ones stay.',
      errors: [...errors, 'not_found'],
      handler:
        (deps) =>
        async ({ params, body, staff: by }) =>
          answerJson(201, await write(body, readThread(params), actingAs(deps, by))),
    }),
  ]
}

async function writeDisclosed(
  body: DisclosureBody,
  thread: string | undefined,
  deps: AppDeps & ByActor,
): Promise<WrittenResult> {
  const outcome = await writeDisclosure(body, { thread, deps })
  if (outcome.kind === 'refused') throw new ApiError(outcome.code, { fields: outcome.fields })
  const { kind: _, ...written } = outcome
  return written
}

const writeTo =
  (register: RegisterName) =>
  async (
    body: ProcessorBody | PaperConsentBody,
    thread: string | undefined,
    deps: AppDeps & ByActor,
  ): Promise<WrittenResult> => {
    if (thread !== undefined) await requireThread(register, thread, deps)
    return writeLine(register, body, { thread, deps })
  }

async function requireThread(register: RegisterName, thread: string, { store }: AppDeps) {
  const entries = await store.readRegisterThread(register, thread)
  if (entries.length === 0) throw new ApiError('not_found')
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
    write: writeTo('processors'),
  }),
  ...writeOperations({
    ...{ address: 'paper-consents', id: 'PaperConsent', words: 'a consent on paper' },
    body: 'PaperConsentBody',
    write: writeTo('paper_consents'),
  }),
]
