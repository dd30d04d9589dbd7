import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { RequestRow } from '../../../server/store/store.ts'
import { buildEvent, buildMessage, buildRecord, buildVisit, uuidV7 } from '../../store/records.ts'
import { openTestApp, type TestApp, type TestAppOptions } from '../../support/app/test-app.ts'

export const DAY_MS = 86_400_000
export const PERSON = { name: 'Planted Aigul', email: 'aigul@planted.kz', text: 'Planted question' }

/** The app on its own database, closed after the test. */
export async function openWorld(options: TestAppOptions = {}): Promise<TestApp> {
  const world = await openTestApp(options)
  onTestFinished(() => world.close())
  return world
}

/** All rows of a table. */
export function readTable(world: TestApp, table: string): Record<string, unknown>[] {
  const database = new Database(world.databaseFile, { readonly: true })
  try {
    return database.prepare(`select * from ${table}`).all() as Record<string, unknown>[]
  } finally {
    database.close()
  }
}

/** Lines of the register of destructions that the job has written. */
export const readDestructions = async (world: TestApp) =>
  (await world.deps.store.readRegister('destructions', 0, 1000)).map(
    ({ content, actor }): Record<string, unknown> => ({ ...JSON.parse(content), actor }),
  )

/** A message of the planted person, closed at a time or not at all, with a request that was answered. */
export async function addClosedMessage(
  { deps }: TestApp,
  { receivedAtMs, closedAtMs }: { receivedAtMs: number; closedAtMs: number | null },
) {
  const { store, cryptography } = deps
  const id = uuidV7(receivedAtMs)
  const record = buildRecord({
    surface: 'contact_form',
    givenAtMs: receivedAtMs,
    validUntilMs: receivedAtMs + 365 * DAY_MS,
    subjectName: Buffer.from('sealed name'),
  })
  const message = buildMessage({
    ...{ id, consentId: record.id, receivedAtMs, closedAtMs },
    name: await cryptography.seal('messages.name', id, PERSON.name),
    email: await cryptography.seal('messages.email', id, PERSON.email),
    message: await cryptography.seal('messages.message', id, PERSON.text),
  })
  await store.addMessage(message, record, buildEvent(record))
  return message
}

/** An answered request about a thing. */
export async function addAnsweredRequest(
  { deps }: TestApp,
  subjectRef: string,
  closedAtMs: number,
) {
  const id = uuidV7(closedAtMs)
  const request: RequestRow = {
    ...{ id, number: `R-${id.slice(-8)}`, kind: 'information', scope: 'site' },
    ...{ subjectKind: 'message', subjectRef, language: 'kk', dueOn: '2026-03-06' },
    text: await deps.cryptography.seal('requests.text', id, PERSON.text),
    email: await deps.cryptography.seal('requests.email', id, PERSON.email),
    ...{ receivedAtMs: closedAtMs, state: 'answered', answer: null, closedAtMs },
  }
  await deps.store.addRequest(request)
  return request
}

/** A visit of a day, counted on a page and under a browser. */
export async function addVisitOf(
  { deps }: TestApp,
  day: string,
  { page, times = 1, consentId = uuidV7() }: { page: string; times?: number; consentId?: string },
) {
  const count = { day, measure: 'visit', count: 1 } as const
  const counts = [
    { ...count, dimension: 'all', value: '' } as const,
    { ...count, dimension: 'page', value: page } as const,
    { ...count, dimension: 'browser', value: 'Planted Browser' } as const,
  ]
  const writes = Array.from({ length: times }, async () => {
    const id = uuidV7()
    const address = await deps.cryptography.seal('visits.address', id, '203.0.113.77')
    const row = buildVisit({ ...{ id, day, consentId, address }, browser: 'Planted Browser 9' })
    return { row, mayExist: false, counts }
  })
  await deps.store.addVisits(await Promise.all(writes))
  return consentId
}

/** A legal hold as staff set it. */
export const addHold = ({ deps }: TestApp, ref: string, untilMs: number) =>
  deps.store.addLegalHold({
    ...{ id: uuidV7(), kind: 'message', ref, reason: 'court', atMs: deps.clock(), untilMs },
  })
