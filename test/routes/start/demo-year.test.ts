import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { searchBytes } from '../../support/database/database-file.ts'
import { runOperatorCommand } from '../../support/server/run-command.ts'
import { startServer } from '../../support/server/start-server.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const script = join(root, 'demo', 'year', 'run.ts')

test('a school with some days of life is made through the API: the ledger holds, its staff sign in, no person is readable, and it is made once', {
  timeout: 90_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-year-'))
  const args = [script, '--days', '6', '--folder', folder]
  try {
    const printed = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    const file = join(folder, 'kelisim.db')
    expect(printed).toMatch(/^DATABASE_URL=file:\S+kelisim\.db npm start$/m)
    const [, email = '', password = ''] = /administrator +(\S+) +(\S+)/.exec(printed) ?? []

    const verified = await runOperatorCommand('verify', [], { DATABASE_URL: `file:${file}` })
    expect(verified).toMatchObject({ code: 0, output: expect.stringContaining('Verified') })
    for (const needle of ['Сәрсенова', 'parent1', 'parent2', 'Сатыбалдина', password])
      expect(await searchBytes(file, needle), needle).toEqual([])

    // In development the secret is kept beside the database.
    const environment = { KELISIM_SECRET: readFileSync(join(folder, 'secret'), 'utf8').trim() }
    const server = await startServer({ folder, environment })
    try {
      const signIn = (body: object) =>
        fetch(`${server.url}/v1/admin/session`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: server.url },
          body: JSON.stringify(body),
        })
      expect(server.output()).not.toContain('#setup=')
      expect((await signIn({ email, password: 'көктемде қар ериді' })).status).toBe(401)
      expect(await (await signIn({ email, password })).json()).toMatchObject({ step: 'ready' })
    } finally {
      await server.stop()
    }

    const before = readdirSync(folder)
    const again = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
    expect([again.status, again.stderr]).toEqual([1, expect.stringContaining('is there already')])
    expect(readdirSync(folder)).toEqual(before)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('a number of days that is none makes nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-year-'))
  try {
    for (const days of ['0', '1.5', 'year', '1001']) {
      const args = [script, '--days', days, '--folder', folder]
      const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
      expect([status, stderr]).toEqual([1, '--days takes a whole number from 1 to 1000.\n'])
    }
    expect(readdirSync(folder)).toEqual([])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
