import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { realSite } from '../../support/app/real-site.ts'
import { type RunningServer, startServer } from '../../support/server/start-server.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-first-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a first start that fails names the setting and makes nothing', () => {
  /** What the server prints that does not start; nothing is left in its folder, and the folder of its database is not made. */
  async function refusal(
    environment: Readonly<Record<string, string>>,
    site?: SiteConfigInput,
  ): Promise<string> {
    const data = join(folder, 'data')
    const given = { DATABASE_URL: `file:${join(data, 'kelisim.db')}`, ...environment }
    const said = await startServer({ folder, environment: given, ...(site && { site }) }).then(
      (server) => server.stop().then(() => 'it started'),
      (error: Error) => error.message,
    )
    expect(said).not.toMatch(/\n\s+at |it started|listens on/)
    expect(existsSync(data)).toBe(false)
    return said
  }

  test('a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as AddressInfo
    const said = await refusal({ PORT: String(port) })
    expect(said).toContain(`PORT: ${port} of 127.0.0.1 is in use`)
    other.close()
  })

  test('an address that is another machine’s (RFC 5737)', async () => {
    expect(await refusal({ HOST: '192.0.2.1' })).toContain('HOST: 192.0.2.1 cannot be listened on')
  })

  test('mail without a sender', async () => {
    const operator = { ...realSite.operator, contact: '+7 727 000 00 01' }
    const said = await refusal({ SMTP_URL: 'smtp://127.0.0.1:2525' }, { operator })
    expect(said).toContain('mail.from: needed where SMTP_URL is set')
  })

  test('placeholders in production, without a secret of its own making', async () => {
    const site = { operator: { ...realSite.operator, contact: '…' } }
    const said = await refusal({ NODE_ENV: 'production' }, site)
    expect(said).toContain('operator.contact: is a placeholder')
    expect(readdirSync(folder)).toEqual(['kelisim.config.json'])
  })
})

test('a configuration in TypeScript is run wherever it lies, also as the example types it', async () => {
  const path = join(folder, 'site.ts')
  // The line by which the example is typed, as it stands there.
  const example = readFileSync(
    join(import.meta.dirname, '..', '..', '..', 'kelisim.config.example.ts'),
    'utf8',
  )
  const [typing = ''] = /^import .*$/m.exec(example) ?? []
  const source = `${typing}
const days: number = 90
export default defineConfig({ ...${JSON.stringify(realSite)}, choiceDays: days })
`
  await writeFile(path, source)
  const server = await startServer({ folder, environment: { KELISIM_CONFIG: path } })
  expect(await (await fetch(`${server.url}/v1/site`)).json()).toMatchObject({ choiceDays: 90 })
  expect(server.output()).not.toContain('Warning')
  await server.stop()
})

describe('a server in production with KELISIM_URL', () => {
  const token = 'metrics-token-of-at-least-32-characters'
  const environment = {
    NODE_ENV: 'production',
    KELISIM_URL: 'https://Consent.Mektep.kz:443/',
    KELISIM_METRICS_TOKEN: token,
    KELISIM_PORT: 'tcp://10.0.0.1:80',
  }
  let server: RunningServer
  beforeAll(async () => {
    server = await startServer({ environment })
  })
  afterAll(() => server.stop())

  /** The first line of the answer to a request as it stands. */
  const sendRaw = (lines: readonly string[]) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
      let answer = ''
      socket.on('data', (chunk) => {
        answer += chunk
      })
      socket.on('end', () => resolve(answer.split('\r\n')[0] ?? ''))
      socket.on('error', reject)
      socket.write(`${[...lines, 'Connection: close', '', ''].join('\r\n')}`)
    })

  test('prints the addresses that visitors use, and warns of a variable that changes nothing', () => {
    const said = server.output()
    expect(said).toContain('https://consent.mektep.kz/admin/#setup=')
    expect(said).toContain('src="https://consent.mektep.kz/widget.js"')
    expect(said).not.toMatch(/localhost|127\.0\.0\.1:\d+\/|"warning":"KELISIM_URL/)
    expect(said).toContain('KELISIM_PORT: is not known and changes nothing. Did you mean PORT?')
  })

  test('shows a small page at its name alone, in three languages, and the demo nowhere', async () => {
    for (const language of ['kk', 'ru', 'en'] as const) {
      const answer = await fetch(`${server.url}/`, { headers: { 'accept-language': language } })
      expect(answer.status).toBe(200)
      const page = await answer.text()
      expect(page).toContain(`<html lang="${language}">`)
      expect(page).toContain(`<h1>${realSite.operator.name[language]}</h1>`)
      for (const link of [`/policy?lang=${language}`, `/cookies?lang=${language}`, '/admin/'])
        expect((await fetch(`${server.url}${link}`)).status, link).toBe(200)
      expect(page).not.toContain('demo')
    }
    expect((await fetch(`${server.url}/demo/`)).status).toBe(404)
  })

  test('refuses a request with two hosts, whichever is the right one, and takes one with one', async () => {
    const ask = (...hosts: readonly string[]) =>
      sendRaw(['GET /.well-known/security.txt HTTP/1.1', ...hosts])
    const right = 'Host: consent.mektep.kz'
    expect(await ask(right)).toBe('HTTP/1.1 200 OK')
    expect(await ask(right, 'Host: evil.example')).toBe('HTTP/1.1 400 Bad Request')
    expect(await ask('HOST: evil.example', right)).toBe('HTTP/1.1 400 Bad Request')
    expect(await ask(right, 'hOst: consent.mektep.kz')).toBe('HTTP/1.1 400 Bad Request')
    expect(await ask()).toBe('HTTP/1.1 400 Bad Request')
  })

  test('hears a visitor whose site has set 60 kB of cookies, and refuses 100 kB in words', async () => {
    const ask = (bytes: number) =>
      fetch(`${server.url}/widget.js`, { headers: { cookie: `a=${'x'.repeat(bytes)}` } })
    expect((await ask(60_000)).status).toBe(200)
    const refused = await ask(100_000)
    expect([refused.status, await refused.text()]).toEqual([
      431,
      expect.stringContaining('set fewer cookies'),
    ])
    expect((await ask(10)).status).toBe(200)
  })

  test('shows its figures to the token alone, not to the machine it runs on', async () => {
    const ask = (headers: Record<string, string> = {}) =>
      fetch(`${server.url}/metrics`, { headers }).then(({ status }) => status)
    expect(await ask()).toBe(404)
    expect(await ask({ authorization: `Bearer ${token}x` })).toBe(404)
    expect(await ask({ authorization: 'Bearer ' })).toBe(404)
    expect(await ask({ authorization: `Bearer ${token}` })).toBe(200)
  })
})
