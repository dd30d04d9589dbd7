import { randomBytes } from 'node:crypto'
import { consent, message, newId, USER_AGENT } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import type { RunningServer } from '../../support/server/start-server.ts'
import { becomeReady, HEAD } from '../../support/staff/first-administrator.ts'
import type { Random } from './random.ts'
import { CANARY } from './values.ts'

const PASSWORD = 'a long pass phrase'
/** People of each kind. Some are erased on the way, and others take their place. */
const PEOPLE = 30

/** Who and what requests can be about. */
export interface World {
  readonly notice: string
  readonly cookie: string
  readonly consents: { readonly id: string; readonly secret: string }[]
  readonly messages: { readonly reference: string; readonly code: string }[]
  readonly threads: string[]
  readonly numbers: string[]
}

/** An address of its own for each call: the limits of one client are another part's. */
export const makeAddress = (random: Random): string =>
  `10.${random.upTo(250)}.${random.upTo(250)}.${1 + random.upTo(250)}`

export async function write(server: RunningServer, path: string, body: unknown, random: Random) {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // A message comes from a program: a page would show the consent, and say so.
      ...(path !== '/v1/messages' && { origin: server.url }),
      'user-agent': USER_AGENT,
      'x-forwarded-for': makeAddress(random),
    },
    body: JSON.stringify(body),
  })
  return {
    status: response.status,
    headers: response.headers,
    json: await response.json().catch(() => ({})),
  }
}

/** One more person with a consent, and one who wrote. */
export async function addPeople(
  server: RunningServer,
  world: World,
  random: Random,
): Promise<void> {
  const given = consent({ id: newId(Date.now()), notice: world.notice })
  const { status } = await write(server, '/v1/consents', given, random)
  if (status === 201) world.consents.push(given)
  const sent = message({
    ...{ id: newId(Date.now()), name: CANARY, message: CANARY },
    email: `${CANARY}-${random.hex(12)}@b.example`,
  })
  const answer = await write(server, '/v1/messages', sent, random)
  if (answer.status === 201) world.messages.push(answer.json as World['messages'][number])
  if (world.consents.length > PEOPLE) world.consents.splice(random.upTo(PEOPLE), 1)
  if (world.messages.length > PEOPLE) world.messages.splice(random.upTo(PEOPLE), 1)
}

/** Signs in, and lets people consent and write. */
export async function buildWorld(server: RunningServer, random: Random): Promise<World> {
  const token = /#setup=(\S+)/.exec(server.output())?.[1]
  const signedIn = await write(
    server,
    '/v1/admin/setup',
    { ...HEAD, token, password: PASSWORD },
    random,
  )
  let cookie = signedIn.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`The first sign-in was answered ${signedIn.status}.`)
  await becomeReady(async (method, path, body) => {
    const headers = {
      cookie: String(cookie),
      origin: server.url,
      'content-type': 'application/json',
    }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const answer = await fetch(`${server.url}/v1/admin${path}`, { method, headers, ...sent })
    // With the second factor comes a session of its own.
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? cookie
    const text = await answer.text()
    return text === '' ? undefined : JSON.parse(text)
  })
  const database = openDatabase(server.databaseFile)
  const notice = database.prepare("select sha256 from notices where language = 'kk'").pluck().get()
  database.close()
  const world: World = {
    ...{ notice: String(notice).slice(0, 16), cookie },
    ...{
      consents: [],
      messages: [],
      threads: [randomBytes(16).toString('hex')],
      numbers: ['R-22222222'],
    },
  }
  for (let index = 0; index < PEOPLE; index += 1) await addPeople(server, world, random)
  if (world.consents.length === 0 || world.messages.length === 0)
    throw new Error('Nobody could consent or write.')
  return world
}
