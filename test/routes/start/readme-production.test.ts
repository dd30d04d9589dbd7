import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { findPlaceholders } from '../../../server/config/production-problems.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const readme = readFileSync(join(root, 'README.md'), 'utf8')
const configuration = readFileSync(join(root, 'docs/configuration.md'), 'utf8')
const [, sample = ''] = /```json\n([\s\S]*?)```/.exec(configuration) ?? []
const [, lines = ''] = /## In production\n[^#]*?```sh\n([\s\S]*?)```/.exec(readme) ?? []

/** The sample as a school fills it in. */
const filledIn = sample
  .replaceAll('…', 'Мектеп')
  .replaceAll('school.example', 'mektep.kz')
  .replace('000000000000', '123456789012')
  .replace('000 00 00', '000 00 01')

/** Runs the printed lines in a folder, with this build in place of `npm`, until the server has said where it is or has ended. */
async function run(folder: string): Promise<string> {
  const serve = `exec '${process.execPath}' '${join(root, 'dist', 'server', 'node.js')}'`
  const script = lines.replace(/^npm run build .*\n/, '').replace('npm run serve', serve)
  expect(script).not.toContain('npm')
  const env = { PATH: process.env.PATH ?? '', PORT: '0' }
  const child = spawn('sh', ['-ec', script], { cwd: folder, env })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (/\/docs\n/.test(said)) child.kill('SIGTERM')
    })
  await once(child, 'close')
  return said
}

test('the sample of the configuration is a configuration, all of whose gaps are named, and none once it is filled in', () => {
  const problems = findPlaceholders(v.parse(siteConfig, JSON.parse(sample))).join('\n')
  for (const path of [
    'operator.name.kk',
    'bin',
    'address.en',
    'contact',
    'phone',
    'email',
    'services.0.provider',
  ])
    expect(problems).toContain(path)
  expect(findPlaceholders(v.parse(siteConfig, JSON.parse(filledIn)))).toEqual([])
})

test('the lines for production start a server as they are printed, twice on one database; with the sample as it is they make none', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kelisim-readme-'))
  try {
    writeFileSync(join(folder, 'site.json'), sample)
    expect(await run(folder)).toContain('The configuration is not ready for production')
    expect(() => statSync(join(folder, 'data'))).toThrow()
    const secret = readFileSync(join(folder, 'kelisim.env'), 'utf8')
    const backups = join(folder, 'backups')
    writeFileSync(join(folder, 'site.json'), filledIn.replace('/mnt/backup/kelisim', backups))
    expect(await run(folder)).toContain('https://consent.school.example/admin/#setup=')
    expect(await run(folder)).toContain('Kelisim listens on http://127.0.0.1:')
    expect(readFileSync(join(folder, 'kelisim.env'), 'utf8')).toBe(secret)
    expect(statSync(join(folder, 'kelisim.env')).mode & 0o077).toBe(0)
    expect(statSync(backups).isDirectory()).toBe(true)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 60_000)
