import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createApp } from '../../../server/app.ts'
import { giveConsent, rowsOf } from '../../support/app/my-data.ts'
import {
  consent,
  errorOf,
  newId,
  openTestApp,
  type TestApp,
  visits,
} from '../../support/app/test-app.ts'
import { openWorld, readTable } from '../retention/retention-world.ts'

const root = join(import.meta.dirname, '..', '..', '..')

test('TR-12: no page that the server itself shows carries the widget, so that none is tracked', async () => {
  const world = await openWorld()
  const pages = [
    '/policy',
    '/policy/2025-08-01',
    '/policy/versions',
    '/docs',
    '/policy?lang=ru',
    '/my-data',
  ]
  for (const page of pages) {
    const answer = await world.get(page)
    expect(answer.status, page).toBe(200)
    const html = await answer.text()
    expect(html, page).not.toMatch(/<script|src="[^"]*widget/i)
    expect(answer.headers.get('set-cookie'), page).toBeNull()
  }
  const consolePages = globSync('server/console/**/*.{html,ts,tsx}', { cwd: root })
  expect(consolePages.length).toBeGreaterThan(10)
  // The console shows the tag as text, for copying; a template holds its address.
  for (const file of consolePages) {
    // Two places name the loader: they show the tag as text, for copying.
    const isCopied = file.endsWith('nothing-yet.tsx') || file.endsWith('site/tag.tsx')
    const shown = isCopied ? /\/v1\/visits/ : /\/v1\/visits|widget\.js/
    expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(shown)
  }
  expect(readTable(world, 'daily_counts')).toEqual([])
  expect(readTable(world, 'visits')).toEqual([])
})

test('TR-04, MI-05: the widget probes no canvas, sound, font, plugin, place or hardware, asks no permission, and the tracker hears no key, pointer or form', () => {
  const probes =
    /\b(canvas|OffscreenCanvas|getContext|toDataURL|AudioContext|OscillatorNode|measureText|document\.fonts|FontFace|navigator\.(geolocation|permissions|plugins|mimeTypes|hardwareConcurrency|deviceMemory|userAgentData|getBattery|connection|mediaDevices|maxTouchPoints)|RTCPeerConnection|WebGL|speechSynthesis|requestPermission|screen\.(width|height|colorDepth))\b/
  const sources = globSync('widget/**/*.{ts,tsx}', { cwd: root })
  expect(sources.length).toBeGreaterThan(20)
  const found = sources.filter((file) => probes.test(readFileSync(join(root, file), 'utf8')))
  expect(found).toEqual([])
  // So the pattern does find what it looks for.
  for (const probe of ['canvas.getContext("2d")', 'navigator.geolocation', 'navigator.plugins'])
    expect(probe).toMatch(probes)

  const tracker = globSync('widget/visits/*.ts', { cwd: root })
  const heard = tracker.flatMap((file) =>
    Array.from(
      readFileSync(join(root, file), 'utf8').matchAll(/addEventListener\(\s*'(\w+)'/g),
      ([, name]) => name ?? '',
    ),
  )
  expect([...new Set(heard)].toSorted()).toEqual([
    'currententrychange',
    ...['pagehide', 'pageshow', 'popstate', 'visibilitychange'],
  ])
})

/** Everything that the tables of visits say after two visitors have seen two pages. */
async function dump(
  seen: { readonly first: string; readonly second: string },
  ids: readonly string[],
) {
  const world = await openWorld()
  const granted = { ip: false, browser: false, visit_time: true, visitor_cookie: true }
  const [one = '', two = '', visitOne = '', visitTwo = ''] = ids
  for (const id of [one, two])
    expect((await world.post('/v1/consents', consent({ id, dataKinds: granted }))).status).toBe(201)
  const first = { id: visitOne, path: seen.first, referrerHost: 'search.example' }
  const second = { id: visitTwo, path: seen.second }
  await world.post('/v1/visits', visits(one, first))
  await world.post('/v1/visits', visits(two, { ...second, referrerHost: 'search.example' }))
  const tables = await world.deps.store.findUncovered([])
  const elsewhere = tables.filter((table) => table !== 'daily_counts')
  const withPath = elsewhere.filter((table) =>
    /\/planted|search\.example/.test(JSON.stringify(readTable(world, table))),
  )
  expect(withPath).toEqual([])
  const counts = readTable(world, 'daily_counts')
  expect(counts).toContainEqual(expect.objectContaining({ value: '/planted-a', count: 1 }))
  for (const id of ids) expect(JSON.stringify(counts)).not.toContain(id)
  return { visits: readTable(world, 'visits'), counts }
}

test('TR-03: a dump is the same whichever of two visitors has seen which page', async () => {
  const ids = Array.from({ length: 4 }, () => newId())
  const [a, b] = ['/planted-a', '/planted-b']
  const one = await dump({ first: a, second: b }, ids)
  const other = await dump({ first: b, second: a }, ids)
  expect(one.visits).toHaveLength(2)
  expect(other).toEqual(one)
})

const NEVER_TRACKED = ['/children/*']
const rowsOfVisits = (world: TestApp) => [
  ...rowsOf(world, 'visits'),
  ...rowsOf(world, 'daily_counts').filter(({ measure }) => measure !== 'consent'),
]

test('TR-12: of pages that are never tracked nothing is stored, whatever a browser sends', async () => {
  const world = await openTestApp({ site: { neverTrack: NEVER_TRACKED } })
  const { id } = await giveConsent(world)
  const before = rowsOfVisits(world)
  const path = '/children/planted'
  expect((await world.post('/v1/visits', visits(id, { path }))).status).toBe(202)
  expect(rowsOfVisits(world)).toEqual(before)
  // Of a batch the rest is kept.
  const both = [
    { id: newId(), path },
    { id: newId(), path: '/seen' },
  ]
  await world.post('/v1/visits', { consentId: id, visits: both })
  expect(rowsOf(world, 'visits')).toHaveLength(1)
  expect(await world.searchBytes('planted')).toEqual([])
  expect(await world.searchBytes('/seen')).not.toEqual([])
  await world.close()
})

test('TR-11 TR-12: nor is it counted without consent', async () => {
  const site = { neverTrack: NEVER_TRACKED, visits: { counterMode: true } }
  const world = await openTestApp({ site })
  const pages = [{ path: '/children/planted' }, { path: '/seen' }]
  expect((await world.post('/v1/visits', { visits: pages })).status).toBe(202)
  expect(await world.searchBytes('planted')).toEqual([])
  expect(await world.searchBytes('/seen')).not.toEqual([])
  await world.close()
})

test('CB-17: where nobody is asked any more, an older consent brings no visit', async () => {
  const world = await openTestApp()
  const { id } = await giveConsent(world)
  const { deps } = world
  const app = createApp({ ...deps, site: { ...deps.site, mode: 'no_consent' } })
  const answer = await app.request('/v1/visits', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(visits(id)),
  })
  expect((await errorOf(answer)).code).toBe('consent_refused')
  expect(rowsOf(world, 'visits')).toEqual([])
  await world.close()
})
