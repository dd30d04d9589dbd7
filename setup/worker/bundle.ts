import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Plugin } from 'vite'
import { readBuild } from '../../server/node/read-assets.ts'
import { readPolicies } from '../../server/policy/read-policies.ts'
import type { Migration } from '../../server/store/sqlite/durable/durable-storage.ts'
import { root } from '../widget/options.ts'

const NAME = 'virtual:kelisim-bundle'
const RESOLVED = `\0${NAME}`

interface Journal {
  readonly entries: readonly { readonly when: number; readonly tag: string }[]
}

/** Returns the database's migrations in order. */
export function readMigrations(): readonly Migration[] {
  const folder = resolve(root, 'server/store/sqlite/migrations')
  const read = (name: string) => readFileSync(resolve(folder, name), 'utf8')
  const { entries } = JSON.parse(read('meta/_journal.json')) as Journal
  return entries.map(({ when, tag }) => {
    const text = read(`${tag}.sql`)
    const hash = createHash('sha256').update(text).digest('hex')
    return { when, hash, statements: text.split('--> statement-breakpoint') }
  })
}

/** Text stays text, which compresses to half of what its base64 does; anything else is base64 in a list of one. */
function writeFile(body: Uint8Array): string | readonly [string] {
  const bytes = Buffer.from(body)
  const text = bytes.toString('utf8')
  return Buffer.from(text, 'utf8').equals(bytes) ? text : [bytes.toString('base64')]
}

async function writeBundle(): Promise<string> {
  const build = await readBuild(resolve(root, 'dist'), { withDemo: true })
  const files = Object.fromEntries(
    [...build.files].map(([path, { body }]) => [path, writeFile(body)]),
  )
  const values = {
    files,
    firstSource: build.firstSource,
    policies: readPolicies(),
    migrations: readMigrations(),
  }
  return Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
    .join('\n')
}

/** Embeds in the Worker what it would read from a disk: built widget, console and demo, policies, migrations. */
export const bundleFiles = (): Plugin => ({
  name: 'kelisim-bundle',
  resolveId: (id) => (id === NAME ? RESOLVED : undefined),
  load: (id) => (id === RESOLVED ? writeBundle() : undefined),
})
