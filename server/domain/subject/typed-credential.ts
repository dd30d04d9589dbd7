/** Cyrillic letters that look like a letter of references and codes; the Latin letter has the same index below. */
const CYRILLIC = 'АВЕКМНРСТУҮХ'
const LATIN = 'ABEKMHPCTYYX'

/**
 * Converts to capitals, to Latin where the keyboard was set to Kazakh or Russian, and removes spaces, dashes and a final full
 * stop.
 */
const toLatin = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s.,:;\u200b-\u2015\u2212-]/g, '')
    .replace(/[А-ЯҮ]/g, (letter) => LATIN[CYRILLIC.indexOf(letter)] ?? letter)

const RECORD_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Normalises a typed credential: reference and code of a message, however they were copied from paper, or number and secret
 * key of a consent record.
 */
export function formatCredential(reference: string, code: string): string {
  const id = reference.trim().toLowerCase()
  if (RECORD_ID.test(id)) return `${id}.${code.trim()}`
  return `K-${toLatin(reference).replace(/^K/, '')}.${toLatin(code)}`
}
