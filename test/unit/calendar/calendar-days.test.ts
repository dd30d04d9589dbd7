import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, describe, expect, test } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { breachBody } from '../../../server/contract/registers/breach.ts'
import { statisticsQuery } from '../../../server/contract/staff/admin.ts'
import { messagesQuery } from '../../../server/contract/staff/message-admin.ts'
import { retentionRunBody } from '../../../server/contract/staff/retention.ts'
import { day, instant } from '../../../server/contract/words.ts'
import { readSiteConfig } from '../../../server/node/config/read-site-config.ts'

const server = join(import.meta.dirname, '..', '..', '..', 'server')
const folder = mkdtempSync(join(tmpdir(), 'kelisim-days-'))
afterAll(() => rmSync(folder, { recursive: true }))

const absent = ['2026-02-29', '2026-02-30', '2026-04-31', '2026-13-01', '2026-00-10', '2026-01-00']
const misspelt = ['2026-3-8', '08.03.2026', '2026-03-08 ', '2026-W10', '20260308', '']

describe('a day is one that the calendar has', () => {
  test.each([...absent, ...misspelt])('%j is none', (text) => {
    expect(v.is(day, text)).toBe(false)
    expect(v.is(instant, `${text}T10:00:00Z`)).toBe(false)
    expect(v.is(retentionRunBody, { dryRun: true, today: text })).toBe(false)
    expect(v.is(statisticsQuery, { from: text, to: '2026-03-09' })).toBe(false)
    expect(v.is(messagesQuery, { before: `${text}T10:00:00Z` })).toBe(false)
    const discovered = v.safeParse(breachBody, { discoveredAt: `${text}T10:00:00+05:00` })
    expect(discovered.issues?.map((issue) => v.getDotPath(issue))).toContain('discoveredAt')
  })

  test.each(['2026-02-28', '2028-02-29', '2026-12-31'])('%s is one', (text) => {
    expect(v.is(day, text)).toBe(true)
    expect(v.is(instant, `${text}T23:59:59.999+05:00`)).toBe(true)
  })

  test('an instant is one that every part of the server reads alike', () => {
    for (const time of ['24:00:00Z', '10:60:00Z', '10:00:60Z', '10:00:00', '10:00:00+05'])
      expect(v.is(instant, `2026-03-09T${time}`), time).toBe(false)
  })

  test('no other schema of a day or instant is left in the server', () => {
    const found = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
      (path) =>
        path.endsWith('.ts') &&
        /\biso(Date|Timestamp|DateTime)\(/.test(readFileSync(join(server, path), 'utf8')),
    )
    expect(found).toEqual([join('contract', 'words.ts')])
  })
})

describe('LO-04 days in the configuration', () => {
  const read = (site: object) => {
    const path = join(folder, 'site.json')
    writeFileSync(path, JSON.stringify({ ...defaultSite, ...site }))
    return readSiteConfig(path)
  }

  test('one that does not exist stops the start and is named, once', async () => {
    const processor = {
      contractNumber: '1',
      contractDate: '2026-02-30',
      confidentialityDate: '2026-01-01',
    }
    const service = { id: 'map', purpose: 'external', name: 'Map', provider: 'P', country: 'KZ' }
    const refused = await read({
      holidays: ['2026-03-09', '2026-02-30', '2026-13-01'],
      workingDays: ['2026-3-7'],
      security: { expiresOn: '2026-11-31' },
      services: [{ ...service, processor }],
    }).catch((error: Error) => error.message)
    expect(refused).toMatch(/holidays\.1: .*2026-03-09\n/)
    for (const path of ['workingDays.0', 'security.expiresOn', 'contractDate', 'holidays.2'])
      expect(String(refused).split(`${path}`)).toHaveLength(2)
    expect(refused).not.toContain('holidays.0')
  })

  test('one on which the school works and does not is refused', async () => {
    const both = { holidays: ['2024-05-04'], workingDays: ['2024-05-04'] }
    await expect(read(both)).rejects.toThrow('workingDays: 2024-05-04 stands in holidays too')
    const site = await read({ holidays: ['2024-05-08'], workingDays: ['2024-05-04'] })
    expect(site.workingDays).toEqual(['2024-05-04'])
  })
})
