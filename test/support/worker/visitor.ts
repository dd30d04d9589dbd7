import * as v from 'valibot'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { errorEnvelope } from '../../../server/contract/error.ts'
import type { ErrorEnvelope } from '../../../server/contract/index.ts'
import { realSite } from '../app/real-site.ts'
import { consent, message, newId, USER_AGENT } from '../app/test-app.ts'
import { becomeReady, HEAD } from '../staff/first-administrator.ts'
import type { WorkerAnswer, WorkerSites } from './sites.ts'

/** A site of a deployment in production: its host, the school's page that may use it, and the school's name. */
export interface School {
  readonly host: string
  readonly page: string
  readonly site: SiteConfigInput
}

/** Builds a school of this name. */
export const school = (name: string, changes: Partial<SiteConfigInput> = {}): School => ({
  host: `consent.${name}.kz`,
  page: `https://${name}.kz`,
  site: {
    ...{ ...realSite, storageCountry: 'DE', ...changes },
    operator: {
      ...realSite.operator,
      name: { kk: `Мектеп ${name}`, ru: `Школа ${name}`, en: `School ${name}` },
      contact: `privacy@${name}.kz`,
    },
  },
})

/** Returns `KELISIM_SITES` of these schools. */
export const sitesOf = (...schools: readonly School[]) =>
  Object.fromEntries(
    schools.map(({ host, page, site }) => [host, { origins: [page], config: site }]),
  )

/** Returns the parsed body. @throws {Error} where the status is not the expected one. */
export function readJson<T>({ status, text }: WorkerAnswer, wanted: number): T {
  if (status !== wanted) throw new Error(`${status} in place of ${wanted}: ${text}`)
  return JSON.parse(text) as T
}

/** Returns the error of a response in the common error format. */
export function readError({ status, headers, text }: WorkerAnswer) {
  const body: unknown = JSON.parse(text)
  if (!v.is(errorEnvelope, body)) throw new Error(`${status} is no error envelope: ${text}`)
  const { error } = body as ErrorEnvelope
  return { status, retryAfter: headers['retry-after'], ...error }
}

/** Serves sites and gives tests access to their databases. */
export type Served = Pick<WorkerSites, 'send' | 'query'>

/** Returns the hash of the Kazakh notice, as consents contain it. */
export async function readNotice(sites: Served, host: string): Promise<string> {
  readJson(await sites.send(host, '/health/ready'), 200)
  const [notice] = await sites.query<{ sha256: string }>(
    host,
    "select sha256 from notices where language = 'kk' order by rowid desc limit 1",
  )
  return notice?.sha256.slice(0, 16) ?? ''
}

/** Simulates a visitor on a school's page, with this address. */
export function openVisitor(sites: Served, { host, page }: School, address = '203.0.113.77') {
  const headers = { origin: page, 'user-agent': USER_AGENT, 'cf-connecting-ip': address }
  const post = (path: string, body: unknown, more: Readonly<Record<string, string>> = {}) =>
    sites.send(host, path, { body, headers: { ...headers, ...more } })
  return {
    post,
    get: (path: string, more: Readonly<Record<string, string>> = {}) =>
      sites.send(host, path, { headers: { ...headers, ...more } }),
    /** Grants everything. */
    async consent() {
      const body = consent({ id: newId(Date.now()), notice: await readNotice(sites, host) })
      readJson(await post('/v1/consents', body), 201)
      return { id: body.id, secret: body.secret }
    },
    visit: (consentId: string, more: Readonly<Record<string, string>> = {}) => {
      const visits = [{ id: newId(Date.now()), path: '/news' }]
      return post('/v1/visits', { consentId, visits }, more)
    },
    async write(changes: Parameters<typeof message>[0] = {}) {
      const body = message({ id: newId(Date.now()), ...changes })
      // As a program: a page would also send what it showed.
      const { origin: _, ...own } = headers
      const answer = await sites.send(host, '/v1/messages', { body, headers: own })
      return { id: body.id, ...readJson<{ reference: string; code: string }>(answer, 201) }
    },
  }
}

/** Returns the header with a person's credential. */
export const bearer = (id: string, secret: string) => ({ authorization: `Bearer ${id}.${secret}` })

/** Returns the only set-up token that a site has printed. */
export function readSetupToken(sites: WorkerSites, host: string): string {
  const printed = sites.output().matchAll(/"host":"([^"]+)".*#setup=([\w-]+)/g)
  const tokens = new Set([...printed].filter(([, of]) => of === host).map(([, , token]) => token))
  if (tokens.size !== 1) throw new Error(`${host} has printed ${tokens.size} set-up tokens`)
  return [...tokens][0] ?? ''
}

export const PASSWORD = 'kestrel-anvil-tundra-41'

/**
 * Makes the first administrator, who is ready for everything.
 *
 * @returns the response, and the session cookie.
 */
export async function setUp(sites: Pick<WorkerSites, 'send'>, host: string, token: string) {
  const headers = { origin: `https://${host}` }
  const body = { ...HEAD, token, password: PASSWORD }
  const answer = await sites.send(host, '/v1/admin/setup', { headers, body })
  const cookiesOf = ({ headers: { 'set-cookie': cookies = [] } }: typeof answer) =>
    cookies.map((one) => one.split(';')[0]).join('; ')
  let cookie = cookiesOf(answer)
  if (answer.status === 200)
    await becomeReady(async (method, path, sent) => {
      const given = { headers: { ...headers, cookie }, ...(sent !== undefined && { body: sent }) }
      const stepped = await sites.send(host, `/v1/admin${path}`, { method, ...given })
      // With the second factor comes a session of its own.
      cookie = cookiesOf(stepped) || cookie
      const { text } = stepped
      return text === '' ? undefined : JSON.parse(text)
    })
  return { answer, cookie }
}
