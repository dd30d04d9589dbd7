/** Cyrillic letters that look like a letter of references and codes; the Latin letter has the same index below. */
const CYRILLIC = 'АВЕКМНРСТУҮХ'
const LATIN = 'ABEKMHPCTYYX'

/**
 * Normalises a typed reference or code: capitals, Latin where the keyboard was set to Kazakh or Russian, without spaces,
 * dashes and a final full stop.
 */
export const toLatin = (typed: string): string =>
  typed
    .toUpperCase()
    .replace(/[\s.,:;\u200b-\u2015\u2212-]/g, '')
    .replace(/[А-ЯҮ]/g, (letter) => LATIN[CYRILLIC.indexOf(letter)] ?? letter)
