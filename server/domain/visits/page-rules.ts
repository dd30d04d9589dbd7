/**
 * The rules by which a list of pages is read: by the server for a visit, and in the page by the widget, into which these
 * very functions are written. They use nothing from outside themselves, so that their source says all.
 */

/** One entry of a list, split at its stars. Without a star it has one part. */
export type PageRule = readonly string[]

/**
 * Normalises a path for comparison: percent sequences decoded; case, the two kinds of i, accents of two characters, double,
 * encoded and backward slashes, a final slash and dots for folders unified. Paths that any server treats as one page are
 * equal here: in doubt nobody is asked or counted.
 *
 * @param path as `location.pathname` or an address bar gives it. Accepts any text; an invalid percent sequence is kept.
 */
export function plainPath(path: string): string {
  const sequence =
    /%(?:[0-7]\w|[cd]\w%[89ab]\w|e\w%[89ab]\w%[89ab]\w|f\w%[89ab]\w%[89ab]\w%[89ab]\w)/gi
  const read = path.replace(sequence, (one) => {
    try {
      return decodeURIComponent(one)
    } catch {
      return one
    }
  })
  const folders: string[] = []
  for (const name of read.split(/[/\\]+/)) {
    if (name === '..') folders.pop()
    else if (name !== '' && name !== '.') folders.push(name)
  }
  const capital = `/${folders.join('/')}`.normalize('NFD').toUpperCase()
  return capital.replace(/I\u0307/g, 'I').normalize('NFC')
}

/** Returns whether a normalised path is on a list. Linear in the path's length, however many stars there are. */
export function isListed(path: string, rules: readonly PageRule[]): boolean {
  return rules.some((parts) => {
    const first = parts[0] || ''
    const last = parts[parts.length - 1] || ''
    if (parts.length < 2) return path === first
    if (!path.startsWith(first)) return false
    let at = first.length
    for (const part of parts.slice(1, -1)) {
      const found = path.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return path.endsWith(last) && path.length - last.length >= at
  })
}

/** Stands in for a star during normalisation, since `%2A` is a character of the path and not a star. */
const STAR = '\0'

/** Parses one entry. `/children/*` includes `/children`. */
export function readPageRules(entry: string): readonly PageRule[] {
  const parts = plainPath(entry.replaceAll('*', STAR)).split(STAR)
  if (!parts.at(-2)?.endsWith('/') || parts.at(-1) !== '') return [parts]
  const itself = [...parts.slice(0, -2), parts.at(-2)?.slice(0, -1) || '/']
  return [parts, itself]
}

/** Returns the same as source code of a function for the page: `(path) => boolean`. */
export const writePageTest = (rules: readonly PageRule[]): string =>
  `(path=>(${isListed})((${plainPath})(path),${JSON.stringify(rules)}))`
