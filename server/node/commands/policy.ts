import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parseEnvironment } from '../../config/environment.ts'
import { publishPolicy } from '../../policy/publish.ts'
import { readPolicies } from '../../policy/read-policies.ts'
import { findRoot } from '../open-core.ts'

const USAGE = `Usage: npm run policy -- publish --version 2026-12-01 --change material|editorial --from FOLDER
  --summary-kk TEXT --summary-ru TEXT --summary-en TEXT [--effective 2026-12-01]`

const text = { type: 'string' } as const

/** Publishes a version of the privacy policy into the school's own folder (`KELISIM_POLICIES`). */
function main(args: readonly string[]): void {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...{ version: text, change: text, from: text, effective: text },
      ...{ 'summary-kk': text, 'summary-ru': text, 'summary-en': text },
    },
  })
  if (positionals.join(' ') !== 'publish') throw new Error(USAGE)
  // Nothing is decrypted here, so production needs no secret for it.
  const { KELISIM_POLICIES } = parseEnvironment({ KELISIM_POLICIES: process.env.KELISIM_POLICIES })
  const shipped = join(findRoot(), 'server', 'policy')
  const own = KELISIM_POLICIES && resolve(KELISIM_POLICIES)
  // Publishing the first version creates the folder.
  const published = readPolicies(shipped, ...(own && existsSync(own) ? [own] : []))
  const effectiveOn = publishPolicy({ ...values }, own ?? shipped, published)
  process.stdout.write(
    `Version ${values.version} is published and holds from ${effectiveOn}. ` +
      'Start the server anew once, so that it knows it; it turns over on that day by itself.\n',
  )
}

try {
  main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`Nothing was published.\n${error instanceof Error ? error.message : ''}\n`)
  process.exitCode = 1
}
