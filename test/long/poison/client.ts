import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { consent, newId, USER_AGENT } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import type { RunningServer } from '../../support/server/start-server.ts'
import { becomeReady, HEAD } from '../../support/staff/first-administrator.ts'

export interface ClientAnswer {
  readonly status: number
  readonly text: string
  readonly cookie: string | undefined
}

/** Hash of the Kazakh notice that this server shows. */
function readNotice(databaseFile: string): string {
  const database = openDatabase(databaseFile)
  const notice = database.prepare("select sha256 from notices where language = 'kk'").pluck().get()
  database.close()
  return String(notice).slice(0, 16)
}

/** Somebody at an address, as a proxy names it. Each request has a connection of its own: nobody waits for another's answer. */
export function createClient(server: RunningServer, address: string) {
  const notice = readNotice(server.databaseFile)
  const send = (
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<ClientAnswer> =>
    new Promise((resolve, reject) => {
      const type = body ? { 'content-type': 'application/json' } : {}
      const sent = request(
        `${server.url}${path}`,
        {
          method,
          agent: false,
          headers: { ...type, 'user-agent': USER_AGENT, 'x-forwarded-for': address, ...headers },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('error', reject)
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('utf8'),
              cookie: answer.headers['set-cookie']?.[0]?.split(';')[0],
            }),
          )
        },
      )
      sent.on('error', reject)
      sent.end(body && JSON.stringify(body))
    })
  return {
    send,
    newId: () => newId(Date.now()),
    async giveConsent() {
      const body = {
        ...consent({ id: newId(Date.now()), secret: randomBytes(32).toString('base64url') }),
        notice,
      }
      const { status, text } = await send('POST', '/v1/consents', body)
      if (status !== 201) throw new Error(`POST /v1/consents answered ${status}: ${text}`)
      return { id: body.id, bearer: { authorization: `Bearer ${body.id}.${body.secret}` } }
    },
    /** Reads the figures of the last month as the administrator, who is set up by the first call. */
    async readStatistics({ url, output }: RunningServer) {
      const token = /#setup=(\S+)/.exec(output())?.[1]
      const origin = { origin: url }
      const setup = { ...HEAD, token, password: 'correct horse battery staple' }
      let { cookie = '' } = await send('POST', '/v1/admin/setup', setup, origin)
      await becomeReady(async (method, below, body) => {
        const own = { ...origin, cookie }
        const answer = await send(method, `/v1/admin${below}`, body as object, own)
        // With the second factor comes a session of its own.
        cookie = answer.cookie ?? cookie
        const { text: json } = answer
        return json === '' ? undefined : JSON.parse(json)
      })
      const [from, to] = [30, 0].map((days) =>
        new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10),
      )
      const path = `/v1/admin/statistics?from=${from}&to=${to}`
      const { status, text } = await send('GET', path, undefined, { cookie })
      if (status !== 200) throw new Error(`GET ${path} answered ${status}: ${text}`)
      return text
    },
  }
}

export type Client = ReturnType<typeof createClient>
