import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { consent, message, newId, USER_AGENT } from '../app/test-app.ts'
import { openDatabase } from '../database/database-file.ts'
import { type RunningServer, startServer } from './start-server.ts'

const root = join(import.meta.dirname, '..', '..', '..')

export const newSecret = () => randomBytes(32).toString('base64')

/** Creates a folder for a database that outlives its servers. */
export async function makeFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-live-'))
  return {
    folder,
    databaseFile: join(folder, 'kelisim.db'),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** Starts the built server in its own process. */
export function serve(
  folder: string,
  environment: Readonly<Record<string, string>>,
  site?: SiteConfigInput,
): Promise<RunningServer> {
  if (!existsSync(join(root, 'dist', 'server'))) throw new Error('Run `npm run build` first.')
  return startServer({ folder, environment, ...(site && { site }) })
}

/** @param isProgram whether it comes from a program; a page also sends what it showed. */
async function post(
  server: RunningServer,
  path: string,
  body: unknown,
  { isProgram = false }: { readonly isProgram?: boolean } = {},
): Promise<Response> {
  const headers = {
    'content-type': 'application/json',
    ...(!isProgram && { origin: server.url }),
    'user-agent': USER_AGENT,
  }
  return fetch(`${server.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
}

/** A person's texts; each can be searched for. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly phone: string
}

/** Sends a message as a program does. Returns its id. */
export async function sendMessage(server: RunningServer, person: Person): Promise<string> {
  const body = message({ ...person, id: newId(Date.now()), message: `Question of ${person.name}` })
  const response = await post(server, '/v1/messages', body, { isProgram: true })
  if (response.status !== 201) throw new Error(`message: ${response.status}`)
  return body.id
}

/** Consents to everything and visits one page. Returns the consent's id. */
export async function consentAndVisit(
  server: RunningServer,
  granted: Parameters<typeof consent>[0] = {},
): Promise<string> {
  const database = openDatabase(server.databaseFile)
  const notice = database.prepare("select sha256 from notices where language = 'kk'").pluck().get()
  database.close()
  const body = consent({ id: newId(Date.now()), notice: String(notice).slice(0, 16), ...granted })
  const given = await post(server, '/v1/consents', body)
  if (given.status !== 201) throw new Error(`consent: ${given.status} ${await given.text()}`)
  const visit = { id: newId(Date.now()), path: '/demo/news.html' }
  const seen = await post(server, '/v1/visits', { consentId: body.id, visits: [visit] })
  if (seen.status !== 202) throw new Error(`visit: ${seen.status}`)
  return body.id
}
