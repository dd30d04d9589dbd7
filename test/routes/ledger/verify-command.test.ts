import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, it } from 'vitest'
import { generateSigningKey } from '../../../server/crypto/jws.ts'
import { sealLedger } from '../../../server/domain/ledger/sealer.ts'
import { buildRegisterEntry } from '../../../server/domain/registers/register-entry.ts'
import { createAppendCheckpoint } from '../../../server/node/append-checkpoint.ts'
import { disclosure } from '../../support/app/register-app.ts'
import { consent, message, newId, openTestApp, type TestApp } from '../../support/app/test-app.ts'
import { tamper } from '../../support/database/tamper.ts'
import { startSession } from '../../support/staff/staff-session.ts'

// `npm run verify` in a process of its own, beside a store that is open.

const root = join(import.meta.dirname, '..', '..', '..')
const folder = mkdtempSync(join(tmpdir(), 'kelisim-verify-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
  await server.post('/v1/consents', consent())
  await server.post('/v1/messages', message({ name: 'Planted Name' }))
})
afterEach(() => server.close())

function verify(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'dist', 'server', 'commands', 'verify.js'), ...args],
    { cwd: folder, encoding: 'utf8', env: {} },
  )
  return { status, printed: stdout + stderr }
}

it('CR-03 npm run verify proves a live database, and names what was altered in a copy', async () => {
  await sealLedger(server.deps)
  const live = verify(server.databaseFile)
  expect(live.printed).toContain('2 consent events, 0 register lines, 1 checkpoints.')
  expect(live.printed).toContain('Names were not checked')
  expect(live.printed).toContain('Not checked: whether the signing keys are this server')
  expect(live.printed).toContain('Not checked: published checkpoints')
  expect(live.printed).toContain('Nothing contradicts itself.')
  expect(live.printed).not.toMatch(/Verified|as it was written/)
  expect(live.status).toBe(0)
  const altered = verify(
    tamper(server.databaseFile, (database) =>
      database.exec("update consent_events set actor = 'operator' where seq = 2"),
    ),
  )
  expect(altered.status).toBe(1)
  expect(altered.printed).toMatch(
    /event 2 \([0-9a-f-]{36}\): it, or its consent record, was altered/,
  )
  expect(altered.printed).not.toContain('Planted')
})

it('CR-03 checkpoints that were published tell a chain that was written anew', async () => {
  const published = join(folder, 'checkpoints.jsonl')
  const publishCheckpoint = createAppendCheckpoint(published, () => {})
  await sealLedger({ ...server.deps, publishCheckpoint })
  await server.post('/v1/consents', consent())
  await sealLedger({ ...server.deps, publishCheckpoint })
  const held = verify(server.databaseFile, '--checkpoint', published)
  expect(held.status).toBe(0)
  expect(held.printed).toContain('everything up to checkpoint 2 is as it was')
  expect(held.printed).not.toContain('Verified with the secret')
  const rewritten = tamper(server.databaseFile, (database) => {
    database.exec('delete from ledger_checkpoints')
    database.exec("update consent_events set actor = 'operator' where seq = 1")
  })
  const result = verify(rewritten, '--checkpoint', published)
  expect(result.status).toBe(1)
  expect(result.printed).toContain('checkpoint 1: it was published and is missing now')
  const lines = readFileSync(published, 'utf8')
  expect(lines.trim().split('\n')).toHaveLength(2)
  expect(lines).not.toContain('203.0.113')
})

it('a checkpoint that cannot be published is told in the log, and sealing goes on', async () => {
  const logged: unknown[] = []
  const publishCheckpoint = createAppendCheckpoint(join(folder, 'no', 'such', 'place'), (...line) =>
    logged.push(line),
  )
  expect(await sealLedger({ ...server.deps, publishCheckpoint })).toBe(1)
  expect(logged).toEqual([['error', 'checkpoint_not_published', { number: 1, code: 'ENOENT' }]])
})

it('CR-10 a proof bundle is checked without a database, and one that was altered does not hold', async () => {
  await sealLedger(server.deps)
  expect(await server.deps.store.readUnsealed(1)).toEqual({ events: [], entries: [] })
  const body = consent()
  await server.post('/v1/consents', body)
  await sealLedger(server.deps)
  const cookie = `__Host-kelisim_admin=${await startSession(server.deps)}`
  const answer = await server.get(`/v1/admin/consents/${body.id}/proof`, { cookie })
  const file = join(folder, 'bundle.json')
  const text = await answer.text()
  writeFileSync(file, text)
  const alone = verify('--bundle', file)
  expect(alone).toMatchObject({ status: 0 })
  expect(alone.printed).toContain('Not checked: whether the keys in it are the school’s.')
  expect(alone.printed).not.toContain('Verified')
  const keys = join(folder, 'jwks.json')
  writeFileSync(keys, await (await server.get('/.well-known/jwks.json')).text())
  expect(verify('--bundle', file, '--keys', keys).printed).toContain('Verified with the keys given')
  writeFileSync(keys, JSON.stringify({ keys: [(await generateSigningKey()).publicKey] }))
  expect(verify('--bundle', file, '--keys', keys)).toMatchObject({ status: 1 })
  writeFileSync(file, text.replace('"external":true', '"external":false'))
  const altered = verify('--bundle', file)
  expect(altered.status).toBe(1)
  expect(altered.printed).toContain('The proof does NOT hold.')
  writeFileSync(file, text.replace('"schema"', '"schema":"kelisim-proof-1","schema"'))
  expect(verify('--bundle', file).printed).toContain('This is no proof bundle.')
})

it('says plainly where there is nothing to verify', () => {
  const missing = verify(join(folder, 'missing.db'))
  expect(missing).toMatchObject({ status: 1 })
  expect(missing.printed).toContain('There is no database at')
  const nonsense = join(folder, 'nonsense.json')
  writeFileSync(nonsense, '{}')
  expect(verify('--bundle', nonsense).printed).toContain('This is no proof bundle.')
  writeFileSync(nonsense, 'not a database, whatever its name says')
  const broken = verify(nonsense)
  expect(broken.status).toBe(1)
  expect(broken.printed).not.toMatch(/\n\s+at /)
})

it('a backup is no damaged database: what opens it is named, and nothing of it is written', () => {
  const backup = join(folder, 'school.backup')
  writeFileSync(backup, Buffer.concat([Buffer.from('KELISIMB'), Buffer.alloc(100)]))
  const { status, printed } = verify(backup)
  expect(printed).toContain(`npm run restore -- ${backup} --into FOLDER`)
  expect(printed).not.toContain('SQLITE')
  expect(status).toBe(1)
})

it('RT-05 a disclosure that one of its people would not be told of is named, and --mend adds it to the index, once', async () => {
  const subjects = [newId(), newId()]
  const line = await buildRegisterEntry(
    {
      ...{ register: 'disclosures', thread: newId(), actor: 'aigul' },
      content: disclosure(subjects),
    },
    server.deps,
  )
  await server.deps.store.addRegisterEntry(line)
  await sealLedger(server.deps)
  expect(verify(server.databaseFile).status).toBe(0)
  const broken = tamper(server.databaseFile, (database) =>
    database.prepare('delete from disclosed_subjects where ref = ?').run(subjects[1]),
  )
  const told = verify(broken)
  expect(told.status).toBe(1)
  expect(told.printed).toContain('1 problem')
  expect(told.printed).toMatch(/entry 1 \([0-9a-f-]{36}\): it is not found by a person .*--mend/)
  for (const subject of subjects) expect(told.printed).not.toContain(subject)
  const mended = verify(broken, '--mend')
  expect(mended.printed).toContain('whole again: 1 missing entry added.')
  expect(mended.status).toBe(0)
  expect(verify(broken, '--mend').printed).toContain('The index of disclosures was whole.')
  expect(verify(broken).status).toBe(0)
})
