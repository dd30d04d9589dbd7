import type { Choice } from './choice.ts'

/** What is granted, joined by dots. */
const list = (grants: Readonly<Record<string, boolean | undefined>>) =>
  Object.keys(grants)
    .filter((key) => grants[key])
    .join('.')

/**
 * Writes a choice in the characters that a cookie may hold:
 * `refused~{policy version}~{day}` or
 * `granted~{policy version}~{last day}~{record id}~{purposes granted}~{data kinds granted}~{terms}~{1 if confirmed, else 0}`,
 * lists joined by dots. In localStorage, never in the cookie, `~{secret}` follows.
 */
export function formatChoice(choice: Choice, secret?: string): string {
  const { kind, policyVersion } = choice
  if (kind === 'refused') return [kind, policyVersion, choice.day].join('~')
  const { expiresOn, id, purposes, dataKinds, terms, isConfirmed } = choice
  return [
    kind,
    policyVersion,
    expiresOn,
    id,
    list(purposes),
    list(dataKinds),
    terms,
    +isConfirmed,
    ...(secret ? [secret] : []),
  ].join('~')
}
