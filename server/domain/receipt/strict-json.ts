/**
 * Matches a JSON string or one structural character. Used only on text that `JSON.parse` accepts; the closing quote is
 * optional all the same, which keeps matching linear.
 */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\]:,]/g

/**
 * Returns whether any object of a JSON text has a duplicate key. `JSON.parse` keeps the last value and other parsers the
 * first, so such a text can mean one thing to a person and another to a program.
 *
 * @param text accepted by `JSON.parse`.
 */
export function hasDoubledKey(text: string): boolean {
  const open: (Set<string> | undefined)[] = []
  let last = ''
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '{') open.push(new Set())
    else if (token === '[') open.push(undefined)
    else if (token === '}' || token === ']') open.pop()
    else if (token === ':') {
      const key: string = JSON.parse(last)
      const keys = open.at(-1)
      if (keys?.has(key)) return true
      keys?.add(key)
    }
    last = token
  }
  return false
}
