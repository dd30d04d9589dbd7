import { paths } from '../../../server/contract/limits.ts'
import { disclosedCategories } from '../../../server/contract/registers/impersonal.ts'
import type { RunningServer } from '../../support/server/start-server.ts'
import { becomeReady, HEAD } from '../../support/staff/first-administrator.ts'
import { makeConsent, makeUuidV7, makeVisit } from '../bodies.ts'
import { readFacts } from '../endpoints.ts'

/** What was made, by which addresses are filled in. */
export interface Found {
  /** Cookies of the first administrator. */
  readonly cookie: string
  /** Values of the variable parts of addresses, by name or by `address name`. */
  readonly params: Readonly<Record<string, string>>
  /** Queries of addresses that need one. */
  readonly queries: Readonly<Record<string, string>>
}

const PASSWORD = 'көктемде қар ериді'

/** Sends JSON and returns what was answered. @throws {Error} where it was refused. */
type Send = (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>

const createSend =
  ({ url }: RunningServer): Send =>
  async (path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', origin: url },
        ...{ 'user-agent': 'Mozilla/5.0 Firefox/140.0', ...headers },
      },
      body: JSON.stringify(body),
    })
    if (!response.ok)
      throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`)
    return response
  }

const cookiesOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

/** Makes the first administrator, with second factor and undertaking. @returns the cookies. */
async function signIn({ url, output }: RunningServer, send: Send): Promise<string> {
  const token = /#setup=([\w-]+)/.exec(output())?.[1] ?? ''
  let cookie = cookiesOf(await send('/v1/admin/setup', { token, ...HEAD, password: PASSWORD }))
  await becomeReady(async (method, path, body) => {
    const address = `/v1/admin${path}`
    const response =
      method === 'GET'
        ? await fetch(url + address, { headers: { cookie } })
        : await send(address, body, { cookie })
    // Each stage of a sign-in has a session of its own.
    cookie = cookiesOf(response) || cookie
    return response.status === 204 ? undefined : response.json()
  })
  return cookie
}

/** A visitor who consents, looks around, writes and asks about their data. */
async function live(server: RunningServer, send: Send) {
  const facts = await readFacts(server)
  const consent = makeConsent(facts)
  await send(paths.consents, consent)
  await send(paths.visits, makeVisit(consent.id, 0))
  const response = await fetch(`${server.url}${paths.messages}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ id: makeUuidV7(), name: 'Айгүл', email: 'aigul@example.kz', message: 'Сәлеметсіз бе!' },
      ...{ sender: 'adult', consent: true, language: 'kk', policyVersion: facts.policyVersion },
    }),
  })
  const { reference, code } = (await response.json()) as Record<string, string>
  const request = await send(
    '/v1/me/requests',
    { id: makeUuidV7(), kind: 'information', scope: 'site' },
    { authorization: `Bearer ${reference}.${code}` },
  )
  const { number } = (await request.json()) as { number: string }
  return { consent, reference: String(reference), number }
}

/** A line in each register that staff write. */
async function register(send: Send, reference: string, cookie: string): Promise<string> {
  const as = { cookie }
  const today = new Date().toISOString().slice(0, 10)
  const write = (name: string, body: object) =>
    send(`/v1/admin/registers/${name}`, { id: makeUuidV7(), ...body }, as)
  await write('paper-consents', {
    ...{ date: today, number: '12/2026', keptAt: 'Сейф', purpose: 'Фотосурет' },
  })
  const contract = { contractNumber: '7', contractDate: today, confidentialityDate: today }
  await write('processors', { name: 'Хостинг', country: 'KZ', purpose: 'Сайт', ...contract })
  await write('disclosures', {
    ...{
      ground: 'written_consent',
      consentNumber: '12/2026',
      date: today,
      recipient: 'Білім бөлімі',
    },
    ...{
      documentNumber: '3',
      documentDate: today,
      dataCategories: disclosedCategories.slice(0, 2),
    },
    ...{ subjects: [reference], disclosedBy: 'Кеңсе' },
  })
  const breach = await write('breaches', {
    ...{ discoveredAt: new Date(Date.now() - 60_000).toISOString(), nature: 'Қате жіберілген хат' },
    ...{ dataCategories: ['name'], people: 1, measures: 'Қайтарып алынды' },
  })
  const { thread } = (await breach.json()) as { thread: string }
  return thread
}

/** Makes one of everything that the console lists, through the API of a fresh server. */
export async function makeOneOfEach(server: RunningServer): Promise<Found> {
  const send = createSend(server)
  const cookie = await signIn(server, send)
  const { consent, reference, number } = await live(server, send)
  const thread = await register(send, reference, cookie)
  await send('/v1/admin/policy/draft', { id: makeUuidV7() }, { cookie })
  const days = (before: number) =>
    new Date(Date.now() - before * 86_400_000).toISOString().slice(0, 10)
  return {
    cookie,
    params: { id: consent.id, reference, number, thread, version: consent.policyVersion },
    queries: {
      '/v1/admin/statistics': `from=${days(27)}&to=${days(0)}`,
      '/v1/admin/legal-holds': `ref=${reference}`,
    },
  }
}
