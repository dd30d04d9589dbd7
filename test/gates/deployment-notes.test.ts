import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const notes = readFileSync(join(import.meta.dirname, '..', '..', 'docs/deployment.md'), 'utf8')
const [, unit = ''] =
  /```ini\n(# \/etc\/systemd\/system\/kelisim\.service[\s\S]*?)```/.exec(notes) ?? []
const settings = new Map(
  unit.split('\n').flatMap((line) => {
    const at = line.indexOf('=')
    return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : []
  }),
)

test('SE-15 the unit of the deployment notes runs as a user of its own that may gain nothing and write nothing but its data', () => {
  expect(settings.get('User')).toBe('kelisim')
  expect(notes).toContain('useradd --system --no-create-home --shell /usr/sbin/nologin kelisim')
  for (const setting of ['NoNewPrivileges', 'ProtectHome', 'PrivateTmp', 'RestrictSUIDSGID'])
    expect(settings.get(setting), setting).toBe('yes')
  expect(settings.get('ProtectSystem')).toBe('strict')
  expect(settings.get('CapabilityBoundingSet')).toBe('')
  expect(settings.get('StateDirectory')).toBe('kelisim')
  expect(settings.get('StateDirectoryMode')).toBe('0700')
  expect(settings.get('UMask')).toBe('0077')
  // The database is in the one folder that it may write; nothing else is opened up.
  expect(settings.get('Environment')).toContain('DATABASE_URL=file:/var/lib/kelisim/')
  expect(settings.get('Environment')).toContain('HOST=127.0.0.1')
  expect([...settings.keys()]).not.toContain('ReadWritePaths')
  expect([...settings.keys()]).not.toContain('AmbientCapabilities')
})

test('SE-15 the notes name every port with who may reach it, and what antivirus must leave alone', () => {
  const ports = Array.from(notes.matchAll(/^\| (\d+|outgoing: SMTP) \| ([^|]+) \|/gm), (row) => [
    row[1],
    row[2]?.trim(),
  ])
  expect(ports).toEqual([
    ['443', 'everybody'],
    ['80', 'everybody'],
    ['8787', 'this machine only: `HOST=127.0.0.1`'],
    ['22', "the administrators' network"],
    ['outgoing: SMTP', 'the mail server'],
  ])
  expect(notes).toMatch(/Nothing else is open, in or out\./)
  expect(notes).toMatch(/Antivirus .*exclude the database's folder/)
})
