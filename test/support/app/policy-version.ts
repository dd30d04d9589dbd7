import { createHash } from 'node:crypto'
import type { PolicyText, PolicyVersion } from '../../../server/domain/policy/policy.ts'

/** Builds a policy version with one text in every language, for cases that the shipped one does not cover. */
export function buildPolicyVersion(version: string, markdown: string): PolicyVersion {
  const text: PolicyText = {
    markdown,
    sha256: createHash('sha256').update(markdown).digest('hex'),
  }
  return {
    version,
    effectiveOn: version.slice(0, 10),
    change: 'material',
    texts: { kk: text, ru: text, en: text },
  }
}
