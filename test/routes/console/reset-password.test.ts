import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { openKeys } from '../../../server/crypto/open-keys.ts'
import { verifyPassword } from '../../../server/crypto/password.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'
import { buildSession } from '../../store/staff-records.ts'
import { addStaff } from '../../support/staff/staff-session.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const SECRET = Buffer.alloc(32, 7).toString('base64')
const NEW = 'мұз айдыны жаздыгүні еріді'

/** Runs the command as the build has it, with a line piped in. */
function reset(databaseFile: string, line: string, ...options: string[]) {
  const script = join(root, 'dist', 'server', 'commands', 'reset-password.js')
  const env = {
    PATH: process.env.PATH ?? '',
    DATABASE_URL: `file:${databaseFile}`,
    KELISIM_SECRET: SECRET,
  }
  const child = spawn(process.execPath, [script, ...options], { cwd: root, env })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  child.stdin.end(`${line}\n`)
  return new Promise<{ code: number | null; output: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, output }))
  })
}

test('a command on the machine sets another password and ends every session; one that is guessed or short changes nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-reset-'))
  const databaseFile = join(folder, 'kelisim.db')
  const store = await openSqlite(databaseFile)
  onTestFinished(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  await store.replaceAdminPassword('$scrypt$old', 1)
  const tokenHash = randomBytes(32)
  await store.addAdminSession(buildSession({ tokenHash }))

  for (const line of ['short', '', 'qwertyuiopasdfgh', 'a'.repeat(129)]) {
    const { code, output } = await reset(databaseFile, line)
    expect([code, output]).toEqual([1, expect.stringContaining('Nothing was changed')])
  }
  expect(await store.findAdminPassword()).toBe('$scrypt$old')
  expect(await store.findAdminSession(tokenHash)).toBeDefined()

  const { code, output } = await reset(databaseFile, NEW)
  expect([code, output]).toEqual([
    0,
    expect.stringContaining('every session of this account has ended'),
  ])
  expect(output).not.toContain(NEW)
  expect(await verifyPassword(NEW, (await store.findAdminPassword()) ?? '')).toBe(true)
  expect(await store.findAdminSession(tokenHash)).toBeUndefined()

  const missing = await reset(join(folder, 'mistyped.db'), NEW)
  expect([missing.code, missing.output]).toEqual([1, expect.stringContaining('DATABASE_URL')])
}, 60_000)

test('SE-02 the password of one account is set by its address, with the second factor where that is asked; another’s stays', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kelisim-reset-'))
  const databaseFile = join(folder, 'kelisim.db')
  const store = await openSqlite(databaseFile)
  onTestFinished(async () => {
    await store.close()
    await rm(folder, { recursive: true, force: true })
  })
  const secrets = { current: Buffer.from(SECRET, 'base64'), previous: [] }
  const { cryptography } = await openKeys(store, secrets, Date.now)
  const deps = { store, cryptography, clock: Date.now }
  await addStaff(deps, 'administrator')
  await addStaff(deps, 'operator')
  const unnamed = await reset(databaseFile, NEW)
  expect([unnamed.code, unnamed.output]).toEqual([1, expect.stringContaining('--email')])
  const unknown = await reset(databaseFile, NEW, '--email', 'nobody@school.example')
  expect([unknown.code, unknown.output]).toEqual([1, expect.stringContaining('Nobody')])
  const email = ['--email', 'operator@school.example']
  expect((await reset(databaseFile, NEW, ...email)).code).toBe(0)
  const hashOf = async (id: string) => (await store.findAccount(id))?.passwordHash ?? ''
  expect(await verifyPassword(NEW, await hashOf('operator'))).toBe(true)
  expect((await store.findAccount('operator'))?.totpSecret).not.toBeNull()
  expect((await reset(databaseFile, NEW, ...email, '--remove-second-factor')).code).toBe(0)
  expect((await store.findAccount('operator'))?.totpSecret).toBeNull()
  expect(await store.findAccount('administrator')).toMatchObject({ passwordHash: '$none' })
  expect((await store.findAccount('administrator'))?.totpSecret).not.toBeNull()
  const lines = await store.readRegister('audit', 0, 9)
  expect(lines.map(({ thread, actor }) => [thread, actor])).toEqual([
    ['operator', 'system'],
    ['operator', 'system'],
  ])
}, 60_000)
