import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PolicyVersion } from '../../../server/domain/policy/policy.ts'

const SHIPPED = join(import.meta.dirname, '..', '..', '..', 'server', 'policy', '2025-08-01')
const LANGUAGES = ['kk', 'ru', 'en'] as const

/** Publishes a version of the policy into a school's own folder: the shipped texts with one more line. */
export function addPolicyVersion(
  folder: string,
  given: Pick<PolicyVersion, 'version' | 'change' | 'summary'>,
): void {
  const path = join(folder, given.version)
  mkdirSync(path, { recursive: true })
  const sha256 = Object.fromEntries(
    LANGUAGES.map((language) => {
      const text = `${readFileSync(join(SHIPPED, `${language}.md`), 'utf8')}\n11.2. ${given.version}\n`
      writeFileSync(join(path, `${language}.md`), text)
      return [language, createHash('sha256').update(text).digest('hex')]
    }),
  )
  const facts = { ...given, effectiveOn: given.version.slice(0, 10), sha256 }
  writeFileSync(join(path, 'version.json'), JSON.stringify(facts))
}
