import { type Context, Hono } from 'hono'
import type { RegisterName, WrittenResult } from '../../../contract/index.ts'
import { disclosureBody } from '../../../contract/registers/disclosure.ts'
import { threadId } from '../../../contract/registers/impersonal.ts'
import { paperConsentBody } from '../../../contract/registers/paper-consent.ts'
import { processorBody } from '../../../contract/registers/processor.ts'
import { writeDisclosure } from '../../../domain/disclosures/write-disclosure.ts'
import { writeLine } from '../../../domain/registers/register-line.ts'
import { answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { check } from '../../../http/reading/check.ts'
import { readBody } from '../../../http/reading/read-body.ts'

/** A form of another site can send `text/plain`, but not this without asking first (CORS). */
export const types = /^application\/json\s*(;|$)/i

/**
 * The thread that a correction belongs to. Threads of configured services are the server's own: they are corrected in the
 * configuration.
 *
 * @throws {ApiError} `not_found` where it is none that was begun by hand.
 */
export function readThread(c: Context): string {
  const thread = c.req.param('thread') ?? ''
  if (check(threadId, thread).kind === 'wrong') throw new ApiError('not_found')
  return thread
}

async function answerDisclosure(c: Context, thread: string | undefined, deps: AppDeps) {
  const body = await readBody(c, disclosureBody, { types })
  const outcome = await writeDisclosure(body, { thread, deps })
  if (outcome.kind === 'refused') throw new ApiError(outcome.code, { fields: outcome.fields })
  const { kind: _, ...written } = outcome
  return answerJson(201, written satisfies WrittenResult)
}

const BODIES = { processors: processorBody, paper_consents: paperConsentBody } as const

async function answerLine(
  c: Context,
  register: keyof typeof BODIES,
  { thread, deps }: { readonly thread?: string; readonly deps: AppDeps },
) {
  const body = await readBody<(typeof BODIES)[typeof register]>(c, BODIES[register], { types })
  if (thread !== undefined) await requireThread(register, thread, deps)
  return answerJson(
    201,
    (await writeLine(register, body, { thread, deps })) satisfies WrittenResult,
  )
}

async function requireThread(register: RegisterName, thread: string, { store }: AppDeps) {
  const entries = await store.readRegisterThread(register, thread)
  if (entries.length === 0) throw new ApiError('not_found')
}

/** What the administrator writes down. A correction is a further line of the same thread; nothing is ever changed (DI-07). */
export const writeRegisterRoutes = (deps: AppDeps): Hono =>
  new Hono()
    .post('/disclosures', (c) => answerDisclosure(c, undefined, deps))
    .post('/disclosures/:thread', (c) => answerDisclosure(c, readThread(c), deps))
    .post('/processors', (c) => answerLine(c, 'processors', { deps }))
    .post('/processors/:thread', (c) =>
      answerLine(c, 'processors', { thread: readThread(c), deps }),
    )
    .post('/paper-consents', (c) => answerLine(c, 'paper_consents', { deps }))
    .post('/paper-consents/:thread', (c) =>
      answerLine(c, 'paper_consents', { thread: readThread(c), deps }),
    )
