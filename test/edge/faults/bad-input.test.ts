import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { consent, newId } from '../../support/app/test-app.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import {
  startWorkerSites,
  type WorkerSites,
  type WorkerSitesOptions,
} from '../../support/worker/sites.ts'
import {
  openVisitor,
  readError,
  readJson,
  readNotice,
  school,
  sitesOf,
} from '../../support/worker/visitor.ts'

const almaty = school('almaty')
const { host } = almaty
const production = { sites: sitesOf(almaty), bindings: { NODE_ENV: 'production' } }

async function expectUnavailable(sites: WorkerSites, of = host): Promise<void> {
  for (const path of ['/v1/site', '/widget.js', '/health/ready', '/']) {
    const { requestId, ...error } = readError(await sites.send(of, path))
    expect(error, path).toMatchObject({ status: 503, code: 'store_unavailable', retryAfter: '5' })
    expect(requestId).toMatch(/^[0-9a-f]{16}$/)
    await vi.waitFor(() => expect(sites.output()).toContain(requestId))
  }
  const written = await sites.send(of, '/v1/consents', { body: consent({ id: newId(Date.now()) }) })
  expect(readError(written)).toMatchObject({ status: 503, code: 'store_unavailable' })
}

async function withSites(
  options: WorkerSitesOptions,
  use: (sites: WorkerSites) => Promise<void>,
): Promise<void> {
  const sites = await startWorkerSites(options)
  try {
    await use(sites)
  } finally {
    await sites.stop()
  }
}

describe('a deployment that is not right', () => {
  test('names everything that is wrong at once, no value of it, and stores nothing', async () => {
    const { operator, ...site } = almaty.site
    const sites = {
      [host]: { origins: ['https://almaty.kz/path-of-planted'], config: { operator } },
      'Upper.kz': { config: almaty.site },
      'placeholder.kz': { config: { ...site, operator: { ...operator, bin: '000000000000' } } },
      'unknown.kz': { config: { ...almaty.site, plantedEntry: 'planted-value' }, orgins: [] },
    }
    const bindings = {
      NODE_ENV: 'Production',
      KELISIM_SECRET: 'planted-secret',
      SMTP_URL: 'http://planted-password@host',
    }
    await withSites({ sites, bindings }, async (running) => {
      await expectUnavailable(running)
      const printed = running.output()
      for (const name of [
        'KELISIM_SECRET: ',
        'SMTP_URL: ',
        `KELISIM_SITES ${host}: KELISIM_ORIGINS: `,
        'KELISIM_SITES Upper.kz: ',
        'KELISIM_SITES placeholder.kz: operator.bin: ',
        'KELISIM_SITES unknown.kz: plantedEntry: ',
        'KELISIM_SITES unknown.kz: orgins: ',
      ])
        expect(printed).toContain(name)
      for (const value of ['planted-', 'path-of', '000000000000'])
        expect(printed).not.toContain(value)
      expect(running.listDatabases()).toEqual([])
      expect(await running.readArchive()).toEqual([])
    })
  })

  test('names everything that is missing at once', async () => {
    const bindings = { KELISIM_SECRET: undefined }
    const further = { durableObjects: {}, r2Buckets: [] }
    await withSites({ bindings, further }, async (sites) => {
      await expectUnavailable(sites)
      for (const name of ['KELISIM_SECRET', 'KELISIM_SITES', 'SITE', 'ARCHIVE'])
        expect(sites.output()).toContain(`${name}: `)
      expect(sites.listDatabases()).toEqual([])
    })
  })
})

describe('a database that is not for this deployment', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kelisim-bad-input-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const readAll = (path: string) => {
    const database = openDatabase(path)
    const tables = database
      .prepare("select name from sqlite_schema where type = 'table' order by name")
      .pluck()
      .all() as string[]
    // The platform keeps its own alarm and counters.
    const own = tables.filter((name) => !name.startsWith('_cf_') && !name.startsWith('sqlite_'))
    const rows = own.map((name) => [name, database.prepare(`select * from "${name}"`).all()])
    database.close()
    return rows
  }

  test('of another secret, or of a newer version, is left as it is', async () => {
    const kept = { ...production, folder }
    let secret = ''
    let path = ''
    const person = { id: '', secret: '' }
    await withSites(kept, async (sites) => {
      Object.assign(person, await openVisitor(sites, almaty).consent())
      await sites.call(host, 'runAlarms', 1)
      secret = sites.secret
      path = sites.listDatabases()[0] ?? ''
    })
    const before = readAll(path)
    const other = { ...production.bindings, KELISIM_SECRET: Buffer.alloc(32, 9).toString('base64') }
    await withSites({ ...kept, bindings: other }, async (sites) => {
      await expectUnavailable(sites)
      expect(sites.output()).toContain('KELISIM_SECRET is not the one')
    })
    expect(readAll(path)).toEqual(before)

    const right = { ...kept, bindings: { ...production.bindings, KELISIM_SECRET: secret } }
    const later = Date.now() * 2
    await withSites(right, async (sites) => {
      await sites.query(
        host,
        `insert into __drizzle_migrations (hash, created_at) values ('later', ${later})`,
      )
      const newer = readAll(path)
      await expectUnavailable(sites)
      expect(sites.output()).toContain('written by a newer version')
      expect(readAll(path)).toEqual(newer)
      await sites.query(host, "delete from __drizzle_migrations where hash = 'later'")
      const own = { authorization: `Bearer ${person.secret}` }
      const found = await openVisitor(sites, almaty).get(`/v1/consents/${person.id}`, own)
      expect(found.status).toBe(200)
    })
  })
})

describe('a site that is served', () => {
  let sites: WorkerSites
  beforeAll(async () => {
    sites = await startWorkerSites({
      ...production,
      sites: sitesOf(almaty, ...Array.from({ length: 8 }, (_, at) => school(`school${at}`))),
    })
    readJson(await sites.send(host, '/health/ready'), 200)
  })
  afterAll(() => sites.stop())

  const countRows = async (table: string) => {
    const [{ rows = -1 } = {}] = await sites.query<{ rows: number }>(
      host,
      `select count(*) as rows from ${table}`,
    )
    return rows
  }

  /** What comes back over a socket on which a request is written piece by piece. */
  const talk = (pieces: readonly string[], isCut = false) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect(Number(sites.url.port), sites.url.hostname, () => {
        for (const piece of pieces) socket.write(piece)
        if (isCut) socket.destroy()
      })
      let text = ''
      socket.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
        // Answered whole: an envelope ends with its request id.
        if (/"requestId":"\w+"\}\}/.test(text)) socket.destroy()
      })
      socket.on('error', (error: NodeJS.ErrnoException) =>
        text === '' && !isCut ? reject(error) : resolve(text),
      )
      socket.on('close', () => resolve(text))
    })
  const head = (...lines: readonly string[]) =>
    [
      'POST /v1/consents HTTP/1.1',
      `host: ${host}`,
      'content-type: application/json',
      ...lines,
      '',
      '',
    ].join('\r\n')

  test('opens once where its first requests come together', async () => {
    const first = 'consent.school0.kz'
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => sites.send(first, '/health/ready')),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200))
    const rows = await sites.query<{ table: string; count: number }>(
      first,
      `select 'keys' as "table", count(*) as count from key_generations union all
       select 'signing', count(*) from signing_keys union all
       select 'migrations', count(*) - count(distinct created_at) from __drizzle_migrations`,
    )
    expect(rows.map(({ count }) => count)).toEqual([1, 1, 0])
    expect(sites.output().match(/"host":"consent.school0.kz","msg":"first_start"/g)).toHaveLength(1)
  })

  test('waits for nobody who is cut off while it opens', async () => {
    for (let at = 1; at < 8; at += 1) {
      const lines = ['GET /widget.js HTTP/1.1', `host: consent.school${at}.kz`, '', '']
      await talk([lines.join('\r\n')], true)
    }
    for (let at = 1; at < 8; at += 1) {
      const answer = await sites.send(`consent.school${at}.kz`, '/widget.js')
      expect(answer.status).toBe(200)
    }
  })

  test('refuses a body over the limit with a whole answer, also one that says nothing of its length', async () => {
    const before = await countRows('consent_records')
    const large = 'x'.repeat(70_000)
    const told = await talk([head(`content-length: ${large.length}`), large])
    expect(told).toMatch(/^HTTP\/1\.1 413 /)
    expect(told).toContain('"body_too_large"')
    const chunk = `${(10_000).toString(16)}\r\n${'x'.repeat(10_000)}\r\n`
    const chunked = await talk([
      head('transfer-encoding: chunked'),
      ...Array(8).fill(chunk),
      '0\r\n\r\n',
    ])
    expect(chunked).toMatch(/^HTTP\/1\.1 413 /)
    expect(chunked).toContain('"body_too_large"')
    expect(await countRows('consent_records')).toBe(before)
  })

  test('stores nothing of a request that is cut off in its body, and goes on', async () => {
    const before = await countRows('consent_records')
    const body = JSON.stringify(
      consent({ id: newId(Date.now()), notice: await readNotice(sites, host) }),
    )
    await talk([head(`content-length: ${body.length}`), body.slice(0, -5)], true)
    await talk(
      [head('transfer-encoding: chunked'), `${body.length.toString(16)}\r\n${body}\r\n`],
      true,
    )
    await openVisitor(sites, almaty).consent()
    expect(await countRows('consent_records')).toBe(before + 1)
    expect(sites.output()).not.toContain('internal_error')
  })

  describe('whose address is stored', () => {
    const readAddress = async (id: string, secret: string) => {
      const shown = { authorization: `Bearer ${id}.${secret}` }
      const { text } = await openVisitor(sites, almaty).get('/v1/me/export', shown)
      const { visits } = JSON.parse(text) as { visits: { address?: string | null }[] }
      expect(visits).toHaveLength(1)
      return visits[0]?.address ?? undefined
    }
    const others = {
      'x-forwarded-for': '198.51.100.1',
      'x-real-ip': '198.51.100.2',
      forwarded: 'for=198.51.100.3',
      'true-client-ip': '198.51.100.4',
      'cf-connecting-ipv6': '2001:db8::5',
      'x-client-ip': '198.51.100.6',
    }
    test.each([
      ['the platform’s', { 'cf-connecting-ip': '203.0.113.9' }, '203.0.113.9'],
      ['none without its header', { 'cf-connecting-ip': '' }, undefined],
      ['none of another Worker’s', { 'cf-connecting-ip': '2a06:98c0:3600::103' }, undefined],
      ['none of a Worker’s of the zone', { 'cf-worker': 'almaty.kz' }, undefined],
      ['none that stands for IPv6', { 'cf-connecting-ip': '241.16.7.8' }, undefined],
      ['none that is no address', { 'cf-connecting-ip': 'planted' }, undefined],
    ])('%s', async (_, given, address) => {
      const visitor = openVisitor(sites, almaty)
      const { id, secret } = await visitor.consent()
      expect((await visitor.visit(id, { ...others, ...given })).status).toBe(202)
      expect(await readAddress(id, secret)).toBe(address)
    })
  })
})
