/** Syntax tree of a regular expression, as far as the server's own use it. */
export type Node =
  | { readonly kind: 'char'; readonly accepts: (character: string) => boolean }
  | { readonly kind: 'seq' | 'alt'; readonly parts: readonly Node[] }
  | { readonly kind: 'repeat'; readonly part: Node; readonly min: number; readonly max: number }
  | { readonly kind: 'edge'; readonly isAt: (text: string, at: number) => boolean }
  | {
      readonly kind: 'look'
      readonly part: Node
      readonly isBehind: boolean
      readonly isNegative: boolean
    }

const ATOM = /\[(?:\\.|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|.)|./isy
const QUANTIFIER = /(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/y
const GROUP = /\((?:\?(?::|<?[=!]|<[\w$]+>))?/y

/** @throws {Error} for unknown syntax, so that no pattern is skipped silently. */
export function parsePattern({ source, flags }: RegExp): Node {
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found) at += found[0].length
    return found
  }
  const parseAlternatives = (): Node => {
    const parts = [parseSequence()]
    while (source[at] === '|') {
      at += 1
      parts.push(parseSequence())
    }
    return parts.length === 1 ? (parts[0] as Node) : { kind: 'alt', parts }
  }
  const parseSequence = (): Node => {
    const parts: Node[] = []
    while (at < source.length && source[at] !== '|' && source[at] !== ')') parts.push(parseTerm())
    return { kind: 'seq', parts }
  }
  const parseTerm = (): Node => {
    const part = source[at] === '(' ? parseGroup() : parseAtom(take(ATOM)?.[0] ?? '', flags)
    const found = take(QUANTIFIER)
    if (!found) return part
    const [text, from, comma, to] = found
    const [min, max] = {
      '*': [0, Number.POSITIVE_INFINITY],
      '+': [1, Number.POSITIVE_INFINITY],
      '?': [0, 1],
    }[text[0] ?? ''] ?? [
      Number(from),
      comma === '' ? Number(from) : Number(to || Number.POSITIVE_INFINITY),
    ]
    return { kind: 'repeat', part, min: min ?? 0, max: max ?? 0 }
  }
  const parseGroup = (): Node => {
    const open = take(GROUP)?.[0] ?? ''
    const part = parseAlternatives()
    if (source[at] !== ')') throw new Error(`no end of a group in ${source}`)
    at += 1
    const isLook = /[=!]$/.test(open)
    if (!isLook) return part
    return { kind: 'look', part, isBehind: open.includes('<'), isNegative: open.endsWith('!') }
  }
  return parseAlternatives()
}

const isWord = (character: string | undefined) => character !== undefined && /\w/.test(character)

function parseAtom(atom: string, flags: string): Node {
  const isLineEnd = (character: string | undefined) => flags.includes('m') && character === '\n'
  if (atom === '^') return { kind: 'edge', isAt: (text, at) => at === 0 || isLineEnd(text[at - 1]) }
  if (atom === '$')
    return { kind: 'edge', isAt: (text, at) => at === text.length || isLineEnd(text[at]) }
  if (/^\\[bB]$/.test(atom))
    return {
      kind: 'edge',
      isAt: (text, at) => (isWord(text[at - 1]) !== isWord(text[at])) === (atom === '\\b'),
    }
  if (/^\\[1-9k]/.test(atom)) throw new Error(`no count for the reference ${atom}`)
  const pattern = new RegExp(`^(?:${atom})$`, flags.replace(/[^ius]/g, ''))
  const known = new Map<string, boolean>()
  return {
    kind: 'char',
    accepts(character) {
      const isKnown = known.get(character) ?? pattern.test(character)
      known.set(character, isKnown)
      return isKnown
    },
  }
}

/** Returns the maximum number of characters that a part matches. */
export function widthOf(node: Node): number {
  if (node.kind === 'char') return 1
  if (node.kind === 'edge' || node.kind === 'look') return 0
  if (node.kind === 'repeat') return node.max === 0 ? 0 : node.max * widthOf(node.part)
  const widths = node.parts.map(widthOf)
  return node.kind === 'alt' ? Math.max(...widths) : widths.reduce((sum, width) => sum + width, 0)
}
