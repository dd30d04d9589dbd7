import { ownKeys } from './builtins/own-keys.ts'

/** Characters that JSON must escape, and unpaired surrogates (RFC 8259 section 7, 8.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has to name them
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/g

const quote = (text: string) =>
  `"${text.replace(ESCAPED, (unit) => `\\u${(unit.charCodeAt(0) + 0x10000).toString(16).slice(1)}`)}"`

/**
 * Serialises JSON itself. `JSON.stringify` calls `toJSON`, which old libraries add to arrays and objects (Prototype 1.6 turns
 * arrays into strings), and some pages replace `JSON`.
 *
 * @param value made of strings, finite numbers, `true`, `false`, `null`, arrays and plain objects; `undefined` entries are
 *   omitted.
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
