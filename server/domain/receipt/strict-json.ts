/**
 * A text of JSON, or one sign of its structure. Only used on what `JSON.parse` has taken; the quote at the end may be missing all
 * the same, so that no text is read more than once.
 */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"?|[{}[\]:,]/g

/**
 * Whether any object of a JSON text names a key twice. `JSON.parse` keeps the last of the two and other readers the first, so that
 * such a text says one thing to a person and another to a program.
 *
 * @param text what `JSON.parse` has taken.
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
