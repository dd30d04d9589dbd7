import { createHash } from 'node:crypto'
import { strFromU8, unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { verifyJws } from '../../../server/crypto/jws.ts'
import type { FolderManifest } from '../../../server/domain/folder/manifest.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { writeMessage } from '../../support/app/my-data.ts'
import { consent, newId } from '../../support/app/test-app.ts'
import { openFolderApp } from '../../support/database/folder-app.ts'

const DAY_MS = 86_400_000
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function open() {
  const opened = await openFolderApp()
  onTestFinished(() => opened.server.close())
  return opened
}
const linesOf = (files: Record<string, Uint8Array>, path: string): Record<string, unknown>[] =>
  JSON.parse(strFromU8(files[path] ?? new Uint8Array()))

test('CR-10 the folder of a period is signed, names every file, and holds what was sealed on its days and nothing else', async () => {
  const { server, make } = await open()
  const before = consent()
  await server.post('/v1/consents', before)
  await sealLedger(server.deps)
  server.nowMs += 2 * DAY_MS
  const within = consent()
  await server.post('/v1/consents', within)
  const { summary, archive, answer } = await make('2026-03-05', '2026-03-05')
  expect(answer.headers.get('content-type')).toBe('application/zip')
  expect(sha256(archive)).toBe(summary.sha256)
  expect(summary).toMatchObject({ from: '2026-03-05', to: '2026-03-05', consents: 1 })

  const files = unzipSync(archive)
  const { keys } = JSON.parse(strFromU8(files['keys.json'] ?? new Uint8Array()))
  const signed = verifyJws(strFromU8(files['manifest.jws'] ?? new Uint8Array()), 'folder', keys)
  expect(signed.kind).toBe('valid')
  const manifest: FolderManifest = JSON.parse(signed.kind === 'valid' ? signed.payload : '')
  const { 'manifest.jws': _, ...listed } = files
  expect(Object.keys(manifest.files).sort()).toEqual(Object.keys(listed).sort())
  for (const [path, bytes] of Object.entries(listed))
    expect([path, sha256(bytes)]).toEqual([path, manifest.files[path]])
  const ids = linesOf(files, 'consents.json').map(({ event }) => (event as { id: string }).id)
  expect(ids).toEqual([within.id])
  // One signature is never taken for another's.
  expect(
    verifyJws(strFromU8(files['manifest.jws'] ?? new Uint8Array()), 'receipt', keys).kind,
  ).toBe('malformed')
})

test('CR-06 nobody is in it by name, address or word: not of a message, not of a request, not of a consent', async () => {
  const { server, make } = await open()
  const { who } = await writeMessage(server)
  const asked = { id: newId(), kind: 'information', scope: 'site', text: 'Менің сұрағым' }
  const request = await server.post('/v1/me/requests', asked, who)
  expect(request.status).toBe(201)
  const { number } = (await request.json()) as { number: string }
  const { archive } = await make('2026-03-01', '2026-03-31')
  const files = unzipSync(archive)
  const all = Object.values(files)
    .map((bytes) => strFromU8(bytes))
    .join('\n')
  for (const word of ['planted@', 'Planted', 'Менің сұрағым', '203.0.113.77'])
    expect([word, all.includes(word)]).toEqual([word, false])
  expect(strFromU8(files['requests.csv'] ?? new Uint8Array())).toContain(
    `${number},information,site`,
  )
})

test('the registers, the policy in force, the terms and the keys are in it; a version that is not in force is not', async () => {
  const { server, make } = await open()
  await server.post('/v1/consents', consent())
  await make('2026-03-01', '2026-03-31')
  server.nowMs += 3_600_000
  const { archive, summary } = await make('2026-03-01', '2026-03-31')
  const files = unzipSync(archive)
  const paths = Object.keys(files)
  expect(paths).toEqual(
    expect.arrayContaining([
      'consents.csv',
      'checkpoints.json',
      'consent-terms.json',
      'retention.json',
    ]),
  )
  expect(paths.filter((path) => path.startsWith('policy/')).sort()).toEqual([
    ...['policy/2025-08-01.en.md', 'policy/2025-08-01.kk.md', 'policy/2025-08-01.ru.md'],
    'policy/versions.json',
  ])
  // The first making and fetching of it are in the register, as lines of the audit.
  const actions = linesOf(files, 'registers/audit.json').map(
    ({ content }) => JSON.parse(String(content)).action,
  )
  expect(actions).toEqual(expect.arrayContaining(['folder.run', 'folder.fetch']))
  expect(summary.lines).toBe(actions.length)
})

test('a period that is reversed or no day makes nothing, and there is nothing to fetch before the first', async () => {
  const { post, get, server } = await open()
  expect((await get('/folder')).status).toBe(404)
  const reversed = await post('/jobs/folder', { from: '2026-03-31', to: '2026-03-01' })
  expect(reversed.status).toBe(422)
  expect((await reversed.json()).error.fields).toEqual({ from: 'invalid', to: 'invalid' })
  expect((await post('/jobs/folder', { from: '2026-02-30', to: 'x' })).status).toBe(422)
  expect((await get('/folder')).status).toBe(404)
  expect(await server.deps.store.readRegister('audit', 0, 9)).toEqual([])
})
