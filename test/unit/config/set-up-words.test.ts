import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { parseEnvironment } from '../../../server/config/environment.ts'
import { findExampleOrigins, findPlaceholders } from '../../../server/config/production-problems.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { readSiteConfig } from '../../../server/node/config/read-site-config.ts'
import { realSite } from '../../support/app/real-site.ts'

/** What is said of a set-up; nothing where it is taken. */
const said = (variables: Record<string, string>): string => {
  try {
    parseEnvironment(variables)
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

describe('a variable that is not known', () => {
  test.each([
    ['KELISIM_ORIGIN', 'KELISIM_ORIGINS'],
    ['KELISIM_POLICES', 'KELISIM_POLICIES'],
    ['KELISIM_POLICY', 'KELISIM_POLICIES'],
    ['KELISIM_TRUSTED_PROXY', 'KELISIM_TRUST_PROXY'],
    ['KELISIM_TRUST_PROXIES', 'KELISIM_TRUST_PROXY'],
    ['KELISIM_URI', 'KELISIM_URL'],
    ['kelisim_secret', 'KELISIM_SECRET'],
    ['KELISM_CONFIG', 'KELISIM_CONFIG'],
  ])('%s stops the start, since what was meant would not hold: %s', (given, meant) => {
    const words = said({ [given]: 'planted' })
    expect(words).toContain(`${given}: is not known. Did you mean ${meant}?`)
    expect(words).not.toContain('planted')
  })

  test('further away it is told of and changes nothing; one of another program is nobody’s business', () => {
    const given = {
      KELISIM_SERVICE_HOST: '10.0.0.1',
      KELISIM_PORT: '80',
      HOSTNAME: 'a',
      HOMEURL: 'b',
    }
    const { warnings } = parseEnvironment(given)
    expect(warnings).toHaveLength(2)
    expect(warnings.join()).toContain('KELISIM_SERVICE_HOST: is not known')
    expect(warnings.join()).toContain('Did you mean PORT?')
    expect(parseEnvironment({ KELISIM_ORIGIN: '' }).warnings).toEqual([])
  })
})

test('a mistyped DATABASE_URL is told of, where there is no right one: the server makes an empty database elsewhere', () => {
  for (const name of ['DATABASE_URI', 'DATABSE_URL', 'database_url', 'SMTP_URI'])
    expect(parseEnvironment({ [name]: 'file:planted' }).warnings.join()).toMatch(
      new RegExp(`^${name}: is not known. Did you mean (DATABASE|SMTP)_URL\\?$`),
    )
  const both = { DATABASE_URI: 'x', DATABASE_URL: 'file:./data/kelisim.db' }
  expect(parseEnvironment(both).warnings).toEqual([])
})

describe('HOST', () => {
  test.each(['http://127.0.0.1', '127.0.0.1:8787', 'a b', '[::1]:8787', '/run/kelisim.sock'])(
    '%s is no address alone',
    (HOST) => expect(said({ HOST })).toContain('HOST: must be an address of this machine alone'),
  )
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['[::1]', '::1'],
    ['::', '::'],
    [' localhost ', 'localhost'],
  ])('%s is taken as %s', (HOST, taken) => expect(parseEnvironment({ HOST }).HOST).toBe(taken))
})

test('a secret that stands for one is refused', () => {
  const real = Buffer.alloc(32, 7).toString('base64')
  for (const KELISIM_SECRET of ['…', `<${real}>`, `${real}…`, 'secret'])
    expect(said({ KELISIM_SECRET })).toContain('KELISIM_SECRET: must be 32 bytes in base64')
  expect(said({ KELISIM_SECRET: real })).toBe('')
})

test('a token for the metrics that can be guessed is refused', () => {
  expect(said({ KELISIM_METRICS_TOKEN: 'short' })).toContain(
    'KELISIM_METRICS_TOKEN: must be at least',
  )
})

describe('an entry of the configuration', () => {
  async function problemsOf(site: unknown): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), 'kelisim-words-'))
    const path = join(folder, 'site.json')
    writeFileSync(path, JSON.stringify(site))
    try {
      return await readSiteConfig(path).then(
        () => '',
        (error: Error) => error.message,
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  }

  test('that is mistyped is named with the one that was meant, at every depth', async () => {
    const { bin, ...operator } = realSite.operator
    const site = {
      operator: { ...operator, BIN: bin },
      choiseDays: 90,
      visits: { ipfulldays: 3 },
      services: [{ id: 'video', purpose: 'external', nmae: 'Video' }],
      colour: 'red',
    }
    const words = await problemsOf(site)
    for (const line of [
      'operator.BIN: is not known. Did you mean "bin"?',
      'operator.bin: is missing',
      'choiseDays: is not known. Did you mean "choiceDays"?',
      'visits.ipfulldays: is not known. Did you mean "ipFullDays"?',
      'services.0.nmae (service "video"): is not known. Did you mean "name"?',
      'colour: is not known. Take it away; what may stand here: operator, ',
    ])
      expect(words).toContain(line)
    expect(words).not.toMatch(/Expected|Invalid|undefined/)
  })

  test('a file that exports nothing says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kelisim-words-'))
    const path = join(folder, 'site.mjs')
    writeFileSync(path, 'export const site = {}')
    await expect(readSiteConfig(path)).rejects.toThrow('export default')
    rmSync(folder, { recursive: true })
  })
})

describe('PO-06: what stands for a value is a placeholder', () => {
  const placeholdersOf = (operator: object, more: object = {}) =>
    findPlaceholders(
      v.parse(siteConfig, { operator: { ...realSite.operator, ...operator }, ...more }),
    )
  const address = (kk: string) => ({ address: { kk, ru: 'Алматы', en: 'Almaty' } })

  test.each([
    '…',
    '...',
    '-',
    '—',
    '?',
    '___',
    '(мекенжайы)',
    '[address]',
    '<адрес>',
    '{address}',
    `${['TO', 'DO'].join('')}: street`,
    'TBD: later',
    'Заполнить',
    'толтыру',
    'XXXX',
    'Алматы, …',
  ])('%s', (text) => {
    expect(placeholdersOf(address(text))).toEqual([
      "operator.address.kk: is a placeholder. Write the school's own.",
    ])
  })

  test('numbers and addresses that nobody has', () => {
    const { responsible } = realSite.operator
    for (const bin of ['000000000000', '111111111111'])
      expect(placeholdersOf({ bin }).join()).toContain('operator.bin')
    const phone = '+7 727 000 00 00'
    expect(placeholdersOf({ responsible: { ...responsible, phone } }).join()).toContain('phone')
    for (const contact of ['a@school.example', 'a@example.com', 'a@mektep.test'])
      expect(placeholdersOf({ contact }).join()).toContain('operator.contact')
    expect(placeholdersOf({}, { mail: { from: 'a@school.example' } }).join()).toContain('mail.from')
  })

  test('what a school may really be called is none', () => {
    for (const text of [
      '«Мектеп» (бұрынғы №1), Алматы қ.',
      'ул. Абая, 1 — корпус 2',
      'Todor көшесі, 5',
    ])
      expect(placeholdersOf(address(text))).toEqual([])
  })

  test('the addresses of the examples are told of by the variable’s name', () => {
    const environment = parseEnvironment({
      KELISIM_ORIGINS: 'https://school.example,https://a.kz',
      KELISIM_URL: 'https://consent.school.example',
    })
    expect(findExampleOrigins(environment).join()).toMatch(/KELISIM_URL: .*KELISIM_ORIGINS: /)
    expect(findExampleOrigins(parseEnvironment({ KELISIM_ORIGINS: 'https://a.kz' }))).toEqual([])
  })
})
