import { describe, expect, test } from 'vitest'
import { findPlaceholders } from '../../../server/config/production-problems.ts'
import { checkSiteConfig } from '../../../server/config/site/check-site-config.ts'
import { findSender } from '../../../server/config/site/mail-config.ts'
import type { SiteConfigInput } from '../../../server/config/site/site-config.ts'
import { realSite } from '../../support/app/real-site.ts'

// What an operator writes by hand and nobody looks at until it is needed: each entry that would fail then is refused at the start.

/** What is said of a configuration; nothing where it is taken. */
function said(changes: Partial<SiteConfigInput>): string {
  try {
    checkSiteConfig({ ...realSite, ...changes })
    return ''
  } catch (error) {
    return error instanceof Error ? error.message : 'no error'
  }
}

const { operator } = realSite
const { responsible } = operator
if (!responsible) throw new Error('the configuration of the tests names nobody')

/** Every field of the configuration that takes an address, by its path. */
const fields: Readonly<Record<string, (address: string) => Partial<SiteConfigInput>>> = {
  'operator.contact': (contact) => ({ operator: { ...operator, contact } }),
  'operator.responsible.email': (email) => ({
    operator: { ...operator, responsible: { ...responsible, email } },
  }),
  'security.contact': (contact) => ({ security: { contact } }),
  'mail.from': (from) => ({ mail: { from } }),
  'mail.staff': (staff) => ({ mail: { staff } }),
  'ledger.publishTo': (publishTo) => ({ ledger: { publishTo } }),
}
const paths = Object.keys(fields)

describe.each(paths)('an address in %s', (path) => {
  const of = (address: string) => said(fields[path]?.(address) ?? {})

  test.each([
    '@mektep.kz',
    'office@',
    'office@mektep',
    'office@mektep,kz',
    'office @mektep.kz',
    'Office <office@mektep.kz>',
    'office@mektep.kz, head@mektep.kz',
    'office@head@mektep.kz',
    '""@mektep.kz',
    '.@mektep.kz',
  ])('that no mail can go to stops the start and is named: %s', (address) => {
    const words = of(address)
    expect(words).toContain(`\n  ${path}: `)
    expect(words.match(/\n {2}/g)).toHaveLength(1)
    expect(words).toContain('Write')
  })

  test.each(['office@mektep.kz', ' office+consent@mektep.kz ', 'office@мектеп.қаз'])(
    'that mail can go to is taken: %s',
    (address) => expect(of(address)).toBe(''),
  )
})

test('every wrong address is named at once', () => {
  const wrong = Object.assign({}, ...paths.map((path) => fields[path]?.('@mektep.kz')))
  const words = said({
    ...wrong,
    mail: { from: '@mektep.kz', staff: '@mektep.kz' },
    operator: { ...wrong.operator, contact: '@mektep.kz' },
  })
  for (const path of paths) expect(words).toContain(`${path}: `)
})

test('mail is sent in the form that mail servers take, and never by nobody', () => {
  const senderOf = (changes: Partial<SiteConfigInput>) =>
    findSender('smtps://mail.mektep.kz', checkSiteConfig({ ...realSite, ...changes }))
  const by = (contact: string) => senderOf({ operator: { ...operator, contact } })
  expect(by('Office@мектеп.қаз')).toMatch(/^Office@xn--[a-z0-9-]+\.xn--[a-z0-9-]+$/)
  expect(senderOf({ mail: { from: 'office@mektep.kz' } })).toBe('office@mektep.kz')
  for (const contact of ['+7 727 000 00 01', 'https://mektep.kz/contact', 'https://t.me/@mektep'])
    expect(() => by(contact)).toThrow('mail.from: needed')
})

describe('an entry that stands twice', () => {
  const processor = {
    ...{ contractNumber: '12/2026', contractDate: '2026-01-15' },
    confidentialityDate: '2026-01-15',
  }
  const desk = { name: 'Help desk', country: 'DE', processor }
  const map = {
    ...{ id: 'map', purpose: 'external' as const, name: 'Map', provider: 'Maps Ltd' },
    ...{ country: 'DE', processor },
  }
  const analytics = { id: 'analytics', policyClause: '4.1(9)' } as const

  test('stops the start; each further one is named by its place, with what is wrong beside', () => {
    const other = { ...processor, contractNumber: '13/2026' }
    const words = said({
      messageRecipients: [desk, { ...desk, country: 'KZ' }, { ...desk, processor: other }, desk],
      services: [map, { ...map, name: 'Another map' }],
      purposes: [analytics, { ...analytics, policyClause: '4.1(8)' }],
      choiceDays: 999,
    })
    const same = (what: string) => `has the same ${what} as entry 0. Leave one of the two`
    for (const line of [
      `messageRecipients.2: ${same('name and country')}`,
      `messageRecipients.3: ${same('name and country')}`,
      `services.1 (service "map"): ${same('id')}`,
      `purposes.1: ${same('id')}`,
      'choiceDays: ',
    ])
      expect(words).toContain(`\n  ${line}`)
    expect(words.match(/\n {2}/g)).toHaveLength(5)
  })

  test('is none where what it is known by differs', () => {
    const recipients = [desk, { ...desk, country: 'KZ' }, { ...desk, name: 'Desk' }]
    const services = [map, { ...map, id: 'film' }]
    expect(said({ messageRecipients: recipients, services })).toBe('')
  })

  test('placeholders are told of in recipients of messages and of checkpoints too', () => {
    const site = checkSiteConfig({
      ...realSite,
      messageRecipients: [{ ...desk, name: '(name)' }],
      ledger: { publishTo: 'second@person.example' },
    })
    const found = findPlaceholders(site).join('\n')
    expect(found).toContain('messageRecipients.0.name: is a placeholder')
    expect(found).toContain('ledger.publishTo: is a placeholder')
  })
})
