import { openDatabase } from '../database/database-file.ts'
import { startSession } from '../staff/staff-session.ts'
import { consent, message, newId, PAGE_ORIGIN, type TestApp, visits } from './test-app.ts'

const HOST = 'consent.other.example'

/** Returns the header with a person's credential. */
export const bearer = (credential: string) => ({ authorization: `Bearer ${credential}` })

/** Gives a consent; the credential is the record's id and secret. */
export async function giveConsent(server: TestApp, visitCount = 0) {
  const body = consent()
  await server.post('/v1/consents', body)
  for (let visit = 0; visit < visitCount; visit++) {
    await server.post('/v1/visits', visits(body.id, { id: newId(server.nowMs) }))
  }
  return { body, id: body.id, who: bearer(`${body.id}.${body.secret}`) }
}

/** Sends a message; the credential is its reference and code. */
export async function writeMessage(server: TestApp, changes: Parameters<typeof message>[0] = {}) {
  const body = message(changes)
  const response = await server.post('/v1/messages', body)
  const { reference, code } = (await response.json()) as { reference: string; code: string }
  return { body, id: body.id, reference, code, who: bearer(`${reference}.${code}`) }
}

/** Opens a session with a mailed one-time code. */
export async function openCodeSession(server: TestApp, email: string) {
  const asked = await server.post('/v1/me/codes', { email, language: 'ru' })
  const { challenge } = (await asked.json()) as { challenge: string }
  const code = findCode(server, email)
  const taken = await server.post(`/v1/me/codes/${challenge}`, { code })
  const { token } = (await taken.json()) as { token: string }
  return bearer(`code.${token}`)
}

const isSame = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** Returns the mails about requests, without those that a message triggers. */
export const mailsOfRequests = (server: TestApp) =>
  server.sent.filter(({ kind }) => kind.startsWith('request_'))

/** Returns the newest code queued for an address. */
export function findCode(server: TestApp, email: string, count = 1): string {
  const sent = server.sent.filter((mail) => mail.kind === 'one_time_code' && isSame(mail.to, email))
  const code = sent.at(-1)?.values.code
  if (sent.length < count || !code) throw new Error('no code was mailed')
  return code
}

/** Sends a request of the signed-in console. */
export async function askAsStaff(
  server: TestApp,
  path: string,
  { method = 'GET', body }: { method?: string; body?: unknown } = {},
): Promise<Response> {
  const cookie = `__Host-kelisim_admin=${await startSession(server.deps)}`
  return server.app.request(`/v1/admin${path}`, {
    method,
    headers: {
      host: HOST,
      cookie,
      origin: `https://${HOST}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
}

/** Deletes as the person's page does. */
export const deleteMe = (server: TestApp, who: Record<string, string>, confirm?: string) =>
  Promise.resolve(
    server.app.request(`/v1/me${confirm === undefined ? '' : `?confirm=${confirm}`}`, {
      method: 'DELETE',
      headers: { host: HOST, origin: PAGE_ORIGIN, ...who },
    }),
  )

/** Returns every row of a table as stored. */
export function rowsOf(
  server: Pick<TestApp, 'databaseFile'>,
  table: string,
): Record<string, unknown>[] {
  const database = openDatabase(server.databaseFile)
  const rows = database.prepare(`select * from ${table}`).all() as Record<string, unknown>[]
  database.close()
  return rows
}

/** Returns the lines of a register. */
export const registerLines = (server: TestApp, register: string): Record<string, unknown>[] =>
  rowsOf(server, 'register_entries')
    .filter((row) => row.register === register)
    .map((row) => JSON.parse(String(row.content)))
