import { ownKeys } from '../page/builtins/own-keys.ts'
import type { Choice } from './choice.ts'

/** Returns the granted names, joined by dots. */
const list = (grants: Readonly<Record<string, boolean | undefined>>) =>
  ownKeys(grants)
    .filter((key) => grants[key])
    .join('.')

/**
 * Formats a choice with characters allowed in a cookie:
 * `refused~{policy version}~{day}` or
 * `granted~{policy version}~{last day}~{record id}~{purposes granted}~{data kinds granted}~{terms}~{1 if confirmed, else 0}`,
 * lists joined by dots. In localStorage, never in the cookie, `~{secret}` follows.
 */
export function formatChoice(choice: Choice, secret?: string): string {
  const { kind, policyVersion } = choice
  const parts =
    kind === 'refused'
      ? [choice.day]
      : [
          choice.expiresOn,
          choice.id,
          list(choice.purposes),
          list(choice.dataKinds),
          choice.terms,
          +choice.isConfirmed,
          ...(secret ? [secret] : []),
        ]
  return [kind, policyVersion, ...parts].join('~')
}
