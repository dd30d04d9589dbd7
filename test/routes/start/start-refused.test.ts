import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseEnvironment } from '../../../server/config/environment.ts'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { startServer } from '../../support/server/start-server.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kelisim-refused-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** What the real server prints that does not start; it fails where it does, and where it has to be killed. */
async function refusal(environment: Readonly<Record<string, string>>): Promise<string> {
  const said = await startServer({ folder, environment }).then(
    (server) => server.stop().then(() => 'it started'),
    (error: Error) => error.message,
  )
  expect(said).not.toMatch(/\n\s+at |it started|listens on/)
  return said
}

describe('PO-02 a folder of policies that is not there', () => {
  test('stops the start, and is named with what to do; nothing falls back to an older policy', async () => {
    const missing = join(folder, 'polices')
    const said = await refusal({ KELISIM_POLICIES: missing })
    expect(said).toContain(`KELISIM_POLICIES: there is no folder ${missing}`)
    expect(said).toMatch(/make the folder, or publish/)
    expect(existsSync(missing)).toBe(false)
  })

  test('is no folder either where it is a file', async () => {
    const file = join(folder, 'policies')
    await writeFile(file, '')
    expect(await refusal({ KELISIM_POLICIES: file })).toContain('KELISIM_POLICIES: ')
  })

  test('an empty one starts: nothing was published into it yet', async () => {
    const empty = join(folder, 'policies')
    await mkdir(empty)
    const server = await startServer({ folder, environment: { KELISIM_POLICIES: empty } })
    expect(server.output()).not.toContain('KELISIM_POLICIES')
    await server.stop()
  })
})

describe('a set-up that is wrong is refused with the setting and the file at fault', () => {
  test.each([
    [
      'is not there',
      'kelisim.json',
      undefined,
      /^KELISIM_CONFIG: there is no file .*kelisim\.json/m,
    ],
    [
      'is no JSON',
      'kelisim.json',
      '{ "mode": ',
      /^KELISIM_CONFIG: .*kelisim\.json cannot be read: /m,
    ],
    [
      'does not run',
      'kelisim.ts',
      'export default (',
      /^KELISIM_CONFIG: .*kelisim\.ts cannot be read/m,
    ],
  ])('a configuration that %s', async (_, name, content, words) => {
    const path = join(folder, name)
    if (content !== undefined) await writeFile(path, content)
    expect(await refusal({ KELISIM_CONFIG: path })).toMatch(words)
    expect(existsSync(join(folder, 'kelisim.db'))).toBe(false)
  })

  test('a time zone that there is not', async () => {
    const site = { ...defaultSite, timeZone: 'Asia/Almatty' }
    const path = join(folder, 'kelisim.json')
    await writeFile(path, JSON.stringify(site))
    const said = await refusal({ KELISIM_CONFIG: path })
    expect(said).toContain(`${path} is not right`)
    expect(said).toMatch(/timeZone: is no time zone.*Asia\/Almaty\b/)
    expect(said).not.toContain('Invalid time zone')
  })

  test('a file that is no database is named and left as it is', async () => {
    const path = join(folder, 'other.db')
    const content = 'Planted, and no database. '.repeat(100)
    await writeFile(path, content)
    const said = await refusal({ DATABASE_URL: `file:${path}` })
    expect(said).toContain(`DATABASE_URL: the database ${path} cannot be opened`)
    expect(await readFile(path, 'utf8')).toBe(content)
  })

  test.each([{ KELISIM_SECRET: '' }, {}])(
    'a database where no folder can be made ends the start at once: %o',
    async (secret) => {
      const said = await refusal({ DATABASE_URL: 'file:/proc/x/k.db', ...secret })
      expect(said).toContain('DATABASE_URL: the database /proc/x/k.db cannot be opened')
    },
  )

  test('a list of deletions that cannot be made is not called a database', async () => {
    const path = join(folder, 'kelisim.json')
    const backups = { deletionsFile: '/proc/x/deletions.log', keepDays: 30 }
    await writeFile(path, JSON.stringify({ ...defaultSite, backups }))
    const said = await refusal({ KELISIM_CONFIG: path })
    expect(said).toContain('The list of deletions /proc/x/deletions.log')
    expect(said).not.toContain('DATABASE_URL')
  })
})

describe('NODE_ENV', () => {
  test.each(['Production', 'PRODUCTION', ' production'])('%s is production', (value) => {
    expect(() => parseEnvironment({ NODE_ENV: value })).toThrow('KELISIM_SECRET: needed')
    const given = { NODE_ENV: value, KELISIM_SECRET: Buffer.alloc(32, 7).toString('base64') }
    expect(parseEnvironment(given).isProduction).toBe(true)
  })

  test.each(['prod', 'produktion', 'live'])(
    '%s is refused, and serves nobody as a trial',
    (value) => {
      expect(() => parseEnvironment({ NODE_ENV: value })).toThrow(
        'NODE_ENV: must be production or development',
      )
    },
  )

  test('left out or said to be so, it is development', () => {
    for (const value of [undefined, '', 'development', 'test'])
      expect(parseEnvironment({ NODE_ENV: value }).isProduction).toBe(false)
  })
})
