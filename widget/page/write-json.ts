import { ownKeys } from './builtins/own-keys.ts'

/** What JSON may not hold as it is, and halves of a pair of code units (RFC 8259 section 7, 8.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has to name them
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/g

const quote = (text: string) =>
  `"${text.replace(ESCAPED, (unit) => `\\u${(unit.charCodeAt(0) + 0x10000).toString(16).slice(1)}`)}"`

/**
 * Writes JSON by itself. `JSON.stringify` asks `toJSON` of each list and object, which old libraries give them (Prototype
 * 1.6 turns lists into text), and some put a `JSON` of their own in its place.
 *
 * @param value made of texts, finite numbers, `true`, `false`, `null`, lists and plain objects; an entry that is `undefined`
 *   is left out.
 */
export function writeJson(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (typeof value !== 'object' || !value) return `${value}`
  let text = ''
  if (Array.isArray(value)) {
    for (const item of value) text += `,${writeJson(item)}`
    return `[${text.slice(1)}]`
  }
  const entries = value as Readonly<Record<string, unknown>>
  for (const key of ownKeys(entries)) {
    const entry = entries[key]
    if (entry !== undefined) text += `,${quote(key)}:${writeJson(entry)}`
  }
  return `{${text.slice(1)}}`
}
