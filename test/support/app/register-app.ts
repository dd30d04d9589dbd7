import { startSession } from '../staff/staff-session.ts'
import { message, openTestApp, type TestApp, type TestAppOptions } from './test-app.ts'

/** An administrator's access to the registers, on a real database. */
export interface RegisterApp extends TestApp {
  /** Returns the headers of the console's own page with an administrator signed in. */
  own(): Promise<{ readonly cookie: string; readonly origin: string }>
  /** Sends a request as the signed-in administrator; with a body it is a POST. */
  ask(path: string, body?: unknown): Promise<Response>
  /** Reads JSON as the administrator. */
  read<T>(path: string): Promise<T>
  /** Returns the lines of a register. */
  lines(register: string): Promise<readonly Line[]>
  /** Sends a parent's message. @returns its reference. */
  receive(changes?: Parameters<typeof message>[0]): Promise<string>
}

/** A line as the API returns it. */
export interface Line {
  readonly seq: number
  readonly id: string
  readonly thread: string
  readonly actor: string
  readonly content: Readonly<Record<string, unknown>>
}

/** Opens the app with an administrator signed in. */
export async function openRegisterApp(options: TestAppOptions = {}): Promise<RegisterApp> {
  const server = await openTestApp(options)
  const host = 'consent.other.example'
  const open = async () => ({
    cookie: `__Host-kelisim_admin=${await startSession(server.deps)}`,
    origin: `https://${host}`,
  })
  const read = async <T>(path: string) =>
    (await (await server.get(`/v1/admin${path}`, await open())).json()) as T
  return Object.assign(server, {
    read,
    own: open,
    ask: async (path: string, body?: unknown) =>
      body === undefined
        ? server.get(`/v1/admin${path}`, await open())
        : server.post(`/v1/admin${path}`, body, await open()),
    lines: async (register: string) =>
      (await read<{ lines: Line[] }>(`/registers/${register}?order=oldest&limit=100`)).lines,
    async receive(changes?: Parameters<typeof message>[0]) {
      const answer = await server.post('/v1/messages', message(changes))
      return ((await answer.json()) as { reference: string }).reference
    },
  })
}

/** Builds a disclosure to an authority about the given subjects, today at the test's clock. */
export const disclosure = (
  subjects: readonly string[],
  changes: Readonly<Record<string, unknown>> = {},
) => ({
  ground: 'authority_request',
  authority: 'Алматы қалалық соты',
  requestNumber: '7-2/118',
  legalNorm: 'art. 35',
  date: '2026-03-03',
  recipient: 'Алматы қалалық соты',
  documentNumber: '14/2026',
  documentDate: '2026-03-02',
  dataCategories: ['name', 'email', 'phone', 'message'],
  subjects,
  disclosedBy: 'office',
  ...changes,
})

/** Builds a processor whose agreement runs to the end of 2026. */
export const processor = (changes: Readonly<Record<string, unknown>> = {}) => ({
  name: 'Print Ltd',
  country: 'KZ',
  purpose: 'letters',
  contractNumber: '5/2025',
  contractDate: '2025-09-01',
  confidentialityDate: '2025-09-01',
  confidentialityUntil: '2026-12-31',
  ...changes,
})

/** Builds a breach found on Friday at 17:00 in Almaty. */
export const breach = (changes: Readonly<Record<string, unknown>> = {}) => ({
  discoveredAt: '2026-02-27T12:00:00Z',
  nature: 'A laptop was stolen',
  dataCategories: ['name', 'phone'],
  people: 2,
  measures: 'The disk is encrypted',
  ...changes,
})
