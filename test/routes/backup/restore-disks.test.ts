import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { openDatabase } from '../../support/database/database-file.ts'
import { makeFolder, newSecret, sendMessage, serve } from '../../support/server/live-school.ts'
import { runOperatorCommand } from '../../support/server/run-command.ts'
import type { RunningServer } from '../../support/server/start-server.ts'

vi.setConfig({ testTimeout: 120_000 })

const secret = newSecret()
const ANNA = { name: 'Anna', email: 'anna@planted.kz', phone: '+7 700 111 22 33' }
const BORIS = { name: 'Boris', email: 'boris@planted.kz', phone: '+7 700 444 55 66' }

let place: Awaited<ReturnType<typeof makeFolder>>
let server: RunningServer | undefined
const at = (...names: readonly string[]) => join(place.folder, ...names)
beforeEach(async () => {
  place = await makeFolder()
})
afterEach(async () => {
  await server?.stop()
  server = undefined
  await place.remove()
})

const start = async (folder = place.folder) => {
  server = await serve(folder, { KELISIM_SECRET: secret }, defaultSite)
  return server
}
const run = (name: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  runOperatorCommand(name, args, {
    KELISIM_SECRET: secret,
    DATABASE_URL: `file:${place.databaseFile}`,
    ...more,
  })

test('SE-12: a restore through a link replaces what the link leads to, and nothing of the one before is left', async () => {
  mkdirSync(at('disk'))
  const running = await start()
  const anna = await sendMessage(running, ANNA)
  await run('backup', ['--to', at('b.backup')])
  const boris = await sendMessage(running, BORIS)
  await running.stop()
  renameSync(place.databaseFile, at('disk', 'kelisim.db'))
  symlinkSync(at('disk', 'kelisim.db'), place.databaseFile)
  const restored = await run('restore', [at('b.backup'), '--replace'])
  expect(restored.code).toBe(0)
  expect(lstatSync(place.databaseFile).isSymbolicLink()).toBe(true)
  expect(readdirSync(at('disk'))).toEqual(['kelisim.db'])
  expect(readFileSync(at('disk', 'kelisim.db')).includes(boris)).toBe(false)
  const database = openDatabase(place.databaseFile)
  expect(database.prepare('select id from messages').pluck().all()).toEqual([anna])
  database.close()
  await start()
})

test('SE-12: on a disk without hard links a backup is made, and replaces none', async () => {
  await start()
  const disk = {
    DISK_WITHOUT_LINKS: '1',
    NODE_OPTIONS: `--import=${join(import.meta.dirname, '..', '..', 'support', 'server', 'disk-faults.ts')}`,
  }
  mkdirSync(at('usb'))
  const made = await run('backup', ['--to', at('usb', 'x.backup')], disk)
  expect(made.output).toContain('it is sound')
  expect(readdirSync(at('usb'))).toEqual(['x.backup'])
  const before = readFileSync(at('usb', 'x.backup'))
  const again = await run('backup', ['--to', at('usb', 'x.backup')], disk)
  expect(again.output).toContain('There is a file')
  expect(readFileSync(at('usb', 'x.backup'))).toEqual(before)
  const restored = await run('restore', [at('usb', 'x.backup'), '--into', at('new')])
  expect(restored.code).toBe(0)
})

test('SE-11: folders that the server makes are its owner’s alone; one that is open to others is named', async () => {
  chmodSync(place.folder, 0o755)
  const open = await start()
  expect(open.output()).toContain(`chmod 700 ${place.folder}`)
  await open.stop()
  chmodSync(place.folder, 0o700)
  const closed = await start()
  expect(closed.output()).not.toContain('chmod')
  const to = at('made', 'by', 'backup', 'x.backup')
  expect((await run('backup', ['--to', to])).code).toBe(0)
  expect((await run('restore', [to, '--into', at('restored')])).code).toBe(0)
  for (const folder of ['made', 'made/by', 'made/by/backup', 'restored'])
    expect([folder, statSync(at(folder)).mode & 0o777]).toEqual([folder, 0o700])
})
