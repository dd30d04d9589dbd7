import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseEnvironment } from '../../../server/config/environment.ts'

// What docs/deployment.md has an operator copy fits the server: nothing of it is mistyped or gone.

const root = join(import.meta.dirname, '..', '..', '..')
const text = readFileSync(join(root, 'docs', 'deployment.md'), 'utf8')
const blocks = Array.from(text.matchAll(/```\w*\n([\s\S]*?)```/g), ([, block = '']) => block)
const find = (words: string) => {
  const found = blocks.filter((block) => block.includes(words))
  expect(found, words).toHaveLength(1)
  return found[0] ?? ''
}
const unit = find('ExecStart=')
const script = find('exec setpriv')
const settings = (lines: string) =>
  Object.fromEntries(
    Array.from(lines.matchAll(/([A-Z_]+)='?([^\s']+)'?/g), ([, name, value]) => [name, value]),
  )

test('unit and environment file name settings that the server knows, and none that it warns of', () => {
  const [, inUnit = ''] = /^Environment=(.*)$/m.exec(unit) ?? []
  const inFile = find("KELISIM_SECRET='…'")
  const given = { ...settings(inUnit), ...settings(inFile) }
  expect(Object.keys(given).length).toBeGreaterThan(7)
  const environment = parseEnvironment({
    ...given,
    KELISIM_SECRET: Buffer.alloc(32, 7).toString('base64'),
  })
  expect(environment.warnings).toEqual([])
  expect(environment.isProduction).toBe(true)
  expect(environment.HOST).toBe('127.0.0.1')
})

test('unit and script start what the build makes, on one database, in the folder that the unit may write to', () => {
  const folder = /^WorkingDirectory=(.*)$/m.exec(unit)?.[1]
  const [program, entry = ''] = /^ExecStart=(.*)$/m.exec(unit)?.[1]?.split(' ') ?? []
  expect(program).toBe(`${folder}/node_modules/.bin/node`)
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(scripts.serve).toBe(`node ${entry}`)
  const database = /DATABASE_URL=(\S+)/.exec(unit)?.[1]
  expect(script).toContain(`DATABASE_URL=${database}\n`)
  expect(database).toMatch(
    new RegExp(`^file:/var/lib/${/^StateDirectory=(.*)$/m.exec(unit)?.[1]}/`),
  )
  expect(script).toContain(`cd ${folder}\n`)
  expect(spawnSync('sh', ['-n'], { input: script }).status).toBe(0)
})

test('every command that is named to be run as the server’s user is there', () => {
  const named = new Set(Array.from(text.matchAll(/`kelisim ([a-z-]+)[ `]/g), ([, name]) => name))
  expect(named.size).toBeGreaterThan(3)
  for (const name of named)
    expect(existsSync(join(root, 'server', 'node', 'commands', `${name}.ts`)), name).toBe(true)
})
