import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { type SiteConfigInput, siteConfig } from '../../../server/config/site/site-config.ts'
import { findEndedAgreements, syncServices } from '../../../server/domain/registers/services.ts'
import { buildSiteDetails, buildWidgetSite } from '../../../server/domain/site/site.ts'
import { readSiteConfig } from '../../../server/node/config/read-site-config.ts'
import { PROCESSOR } from '../../support/app/processor.ts'
import { disclosure, openRegisterApp, type RegisterApp } from '../../support/app/register-app.ts'
import { NOTICES } from '../../support/app/test-app.ts'

const MAP = {
  ...({
    id: 'map',
    purpose: 'external',
    name: 'Map',
    provider: 'Maps Ltd',
    country: 'US',
  } as const),
  processor: PROCESSOR,
}

let server: RegisterApp
beforeEach(async () => {
  server = await openRegisterApp({ site: { services: [MAP] } })
})
afterEach(() => server.close())

type Services = SiteConfigInput['services']
/** What a start with these services writes down. */
const start = (services: Services) =>
  syncServices({ ...server.deps, site: v.parse(siteConfig, { ...defaultSite, services }) })
const contents = async (register: string) =>
  (await server.lines(register)).map(({ content }) => content)

test('TP-02: a start at which the registers lack nothing writes nothing, not even that it looked', async () => {
  expect(await start([MAP])).toBeGreaterThan(0)
  const { store } = server.deps
  const before = [await store.findJob('services'), await server.lines('services')]
  const takeJob = vi.fn(store.takeJob)
  const site = v.parse(siteConfig, { ...defaultSite, services: [MAP] })
  expect(await syncServices({ ...server.deps, store: { ...store, takeJob }, site })).toBe(0)
  expect(takeJob).not.toHaveBeenCalled()
  expect([await store.findJob('services'), await server.lines('services')]).toEqual(before)
})

describe('a service in the configuration', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kelisim-services-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  /** What the start says of a configuration with these services. */
  const readWith = async (services: readonly object[]): Promise<string> => {
    const path = join(folder, 'site.json')
    await writeFile(path, JSON.stringify({ ...defaultSite, services }))
    return readSiteConfig(path).then(
      () => 'was accepted',
      (error: Error) => error.message,
    )
  }

  test('TP-02: without its processor it is refused at the start, by name and with what is missing', async () => {
    const { processor: _, ...bare } = MAP
    const half = {
      ...MAP,
      id: 'video',
      processor: { contractNumber: '1', contractDate: '2025-13-01' },
    }
    const said = await readWith([MAP, bare, half])
    expect(said).toContain('services.1.processor (service "map"): is missing')
    expect(said).toContain('contractNumber, contractDate and confidentialityDate')
    expect(said).toMatch(/services\.2\.processor\.contractDate \(service "video"\)/)
    expect(said).toMatch(/services\.2\.processor\.confidentialityDate \(service "video"\)/)
    expect(said).not.toContain('services.0')
    expect(await readWith([MAP])).toBe('was accepted')
  })

  test('TP-02: a phone number in its contract is refused, since registers name nobody', async () => {
    const processor = { ...PROCESSOR, contractNumber: '+7 701 234 56 78' }
    const said = await readWith([{ ...MAP, processor }])
    expect(said).toMatch(/contractNumber \(service "map"\): has an email address, a phone number/)
    expect(said).not.toContain('701')
  })
})

test('TP-02: a start writes each service and its processor down once, a change as a further line, an end when it is taken out', async () => {
  expect(await start([MAP])).toBe(2)
  expect(await start([MAP])).toBe(0)
  expect(await contents('processors')).toEqual([
    { name: 'Maps Ltd', country: 'US', purpose: 'external: Map', ...PROCESSOR },
  ])
  expect(await contents('services')).toEqual([
    {
      ...{ id: 'map', purpose: 'external', name: 'Map', provider: 'Maps Ltd', country: 'US' },
      processor: 'service:map',
      cookies: [],
    },
  ])
  const renewed = { ...MAP, processor: { ...PROCESSOR, contractNumber: '13/2026' } }
  // The contract has changed, the service has not.
  expect(await start([renewed])).toBe(1)
  expect(await start([])).toBe(2)
  expect(await start([])).toBe(0)
  expect((await contents('processors')).map(({ endedOn }) => endedOn)).toEqual([
    ...[undefined, undefined, '2026-03-03'],
  ])
  expect((await contents('services')).at(-1)).toMatchObject({ id: 'map', endedOn: '2026-03-03' })
  expect((await server.lines('services')).every(({ actor }) => actor === 'system')).toBe(true)
  // Back again: a further line without an end.
  expect(await start([MAP])).toBe(2)
  expect((await contents('services')).at(-1)).not.toHaveProperty('endedOn')
})

test('TP-02: two processes that start at once write it down once, and a processor added by hand is left alone', async () => {
  const other = { ...PROCESSOR, name: 'Print Ltd', country: 'KZ', purpose: 'letters' }
  await server.ask('/registers/processors', other)
  await Promise.all([start([MAP]), start([MAP])])
  await start([])
  expect((await contents('processors')).map(({ name }) => name)).toEqual([
    ...['Print Ltd', 'Maps Ltd', 'Maps Ltd'],
  ])
})

test('TP-02: the cookie list names provider and country and tells nothing of the contract, nor does the loader', async () => {
  const answer = await server.get('/v1/site')
  const { services } = (await answer.json()) as { services: unknown[] }
  const { processor: _, ...shown } = MAP
  expect(services).toEqual([{ ...shown, cookies: [] }])
  const details = JSON.stringify(buildSiteDetails({ ...server.deps, notices: NOTICES, terms: [] }))
  expect(details).toContain('Maps Ltd')
  const loader = JSON.stringify(buildWidgetSite({ ...server.deps, terms: [] }, false))
  expect(loader + details).not.toMatch(/processor|12\/2025|confidentiality/)
})

test('DI-04: a configured service’s processor can be a ground until it is taken out or its agreement ends', async () => {
  const subjects = [await server.receive()]
  const { authority: _, requestNumber: __, legalNorm: ___, ...rest } = disclosure(subjects)
  const ground = { ground: 'processor_contract', processor: 'service:map' }
  const give = async () =>
    (await server.ask('/registers/disclosures', { ...rest, ...ground })).status
  expect(await give()).toBe(409)
  await start([MAP])
  expect(await give()).toBe(201)
  await start([{ ...MAP, processor: { ...PROCESSOR, confidentialityUntil: '2026-03-02' } }])
  expect(await give()).toBe(409)
  await start([])
  expect(await give()).toBe(409)
})

test('TP-02: an agreement that has ended is named at the start', () => {
  const until = (confidentialityUntil: string) =>
    findEndedAgreements({
      clock: server.deps.clock,
      site: v.parse(siteConfig, {
        ...defaultSite,
        services: [{ ...MAP, processor: { ...PROCESSOR, confidentialityUntil } }],
      }),
    })
  expect(until('2026-03-03')).toEqual([])
  expect(until('2026-03-02').join()).toContain(
    'services (map): the confidentiality agreement ended',
  )
})

describe('a recipient of messages', () => {
  const DESK = { name: 'Help desk', country: 'DE', processor: PROCESSOR }
  type Recipients = NonNullable<SiteConfigInput['messageRecipients']>
  const siteOf = (messageRecipients: Recipients) =>
    v.parse(siteConfig, { ...defaultSite, services: [MAP], messageRecipients })
  const startWith = (recipients: Recipients) =>
    syncServices({ ...server.deps, site: siteOf(recipients) })
  const until = (confidentialityUntil: string) => ({ ...PROCESSOR, confidentialityUntil })
  const ofDesk = async () =>
    (await server.lines('processors')).filter(({ content }) => content.name === 'Help desk')

  test('TP-02: stands in the register of processors once, under one thread whatever its contract and place, and in no other', async () => {
    await start([MAP])
    expect(await startWith([DESK])).toBe(1)
    expect(await startWith([DESK])).toBe(0)
    const other = { ...DESK, country: 'KZ' }
    expect(await startWith([other, { ...DESK, processor: until('2027-01-01') }])).toBe(2)
    // Taken out: an end, and nothing of the service beside it.
    expect(await startWith([other])).toBe(1)
    expect(await startWith([other])).toBe(0)
    const lines = await ofDesk()
    const first = { name: 'Help desk', country: 'DE', purpose: 'contact: messages', ...PROCESSOR }
    expect(lines[0]?.content).toEqual(first)
    const german = lines.filter(({ content }) => content.country === 'DE')
    expect(german.map(({ content }) => content.endedOn)).toEqual([
      ...[undefined, undefined, '2026-03-03'],
    ])
    expect(new Set(german.map(({ thread }) => thread)).size).toBe(1)
    expect(new Set(lines.map(({ thread }) => thread)).size).toBe(2)
    expect(JSON.stringify(await contents('services'))).not.toContain('Help desk')
    const maps = (await contents('processors')).filter(({ name }) => name === 'Maps Ltd')
    expect(maps.map(({ endedOn }) => endedOn)).toEqual([undefined])
  })

  test('DI-04: can be a ground while its contract is in force, and not before it is written down or after it was taken out', async () => {
    await startWith([DESK])
    const { thread: processor } = (await ofDesk())[0] ?? {}
    const subjects = [await server.receive()]
    const { authority: _, requestNumber: __, legalNorm: ___, ...rest } = disclosure(subjects)
    const give = async (of = processor) => {
      const ground = { ground: 'processor_contract', processor: of }
      return (await server.ask('/registers/disclosures', { ...rest, ...ground })).status
    }
    expect(await give()).toBe(201)
    expect(await give('recipient:00000000')).toBe(409)
    await startWith([{ ...DESK, processor: until('2026-03-02') }])
    expect(await give()).toBe(409)
    await startWith([])
    expect(await give()).toBe(409)
  })

  test('TP-02: an agreement that has ended is named at the start', () => {
    const { clock } = server.deps
    const tell = (processor: Recipients[number]['processor']) =>
      findEndedAgreements({ clock, site: siteOf([{ ...DESK, processor }]) })
    expect(tell(PROCESSOR)).toEqual([])
    expect(tell(until('2026-03-03'))).toEqual([])
    expect(tell(until('2026-03-02'))).toEqual([
      expect.stringContaining(
        'messageRecipients (Help desk): the confidentiality agreement ended on 2026-03-02',
      ),
    ])
  })
})
