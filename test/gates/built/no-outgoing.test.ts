import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')

/** Hosts that are names in texts and standards, never asked for anything. */
const NAMES = /^(www\.w3\.org|.*\.example|localhost|127\.0\.0\.1)$/

test('LO-01: the widget and the console hold no address of another host', () => {
  const files = globSync('dist/{widget,admin}/**/*.{js,css,html,svg}', { cwd: root })
  expect(files.length).toBeGreaterThan(5)
  const found = files.flatMap((file) =>
    Array.from(
      readFileSync(join(root, file), 'utf8').matchAll(
        /https?:\/\/([a-z0-9.-]+\.[a-z]{2,}|localhost)/gi,
      ),
      ([, host = '']) => `${file}: ${host}`,
    ),
  )
  expect(found.filter((line) => !NAMES.test(line.split(': ')[1] ?? ''))).toEqual([])
})

/** Starts the built server in a process whose network is cut off, and says what it answers over a socket of its own. */
const PROBE = `
const { spawn } = require('node:child_process')
const os = require('node:os')
const outside = Object.values(os.networkInterfaces()).flat().filter((one) => !one.internal)
const child = spawn(process.execPath, ['dist/server/node.js'], { stdio: ['ignore', 'pipe', 'pipe'] })
let printed = ''
let isEnding = false
for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => {
  printed += chunk
  if (isEnding || !/listens on/.test(printed)) return
  // Once: a second signal ends it at once, with 1.
  isEnding = child.kill('SIGTERM')
})
child.on('exit', (code) => console.log(JSON.stringify({ outside: outside.length, code, printed })))
`

/** A namespace of its own: root may make one, others where the system lets them. Without one the test is left out by name. */
const ISOLATE = process.getuid?.() === 0 ? ['-n'] : ['-r', '-n']
const canIsolate = spawnSync('unshare', [...ISOLATE, 'true']).status === 0

test.skipIf(!canIsolate)('LO-01: the server starts and stops where there is no network', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-offline-'))
  const printed = execFileSync('unshare', [...ISOLATE, process.execPath, '-e', PROBE], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, PORT: '0', DATABASE_URL: `file:${folder}/kelisim.db` },
  })
  rmSync(folder, { recursive: true })
  const result = JSON.parse(printed)
  expect(result).toMatchObject({ outside: 0, code: 0 })
  expect(result.printed).toContain('Kelisim listens on')
  expect(result.printed).not.toMatch(/ENETUNREACH|EAI_AGAIN|ENOTFOUND/)
})
