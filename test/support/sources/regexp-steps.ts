import { type Node, parsePattern, widthOf } from './regexp-syntax.ts'

/** Limit of a count: at the sizes tested, more steps are far from linear. */
const TOO_MANY = 100_000

interface Count {
  readonly isFound: boolean
  readonly steps: number
}

type Next = (at: number) => boolean

class TooMany extends Error {}

/** Matches a pattern as a backtracking engine does, and counts each attempt at each position. */
export function countSteps(root: Node, text: string): Count {
  let steps = 0
  const matchAll = (parts: readonly Node[], index: number, at: number, next: Next): boolean => {
    const part = parts[index]
    return part ? match(part, at, (end) => matchAll(parts, index + 1, end, next)) : next(at)
  }
  const repeat = (node: Node & { kind: 'repeat' }, done: number, at: number, next: Next): boolean =>
    (done < node.max &&
      match(
        node.part,
        at,
        (end) => (end > at || done < node.min) && repeat(node, done + 1, end, next),
      )) ||
    (done >= node.min && next(at))
  const look = (node: Node & { kind: 'look' }, at: number): boolean => {
    if (!node.isBehind) return match(node.part, at, () => true)
    const first = Math.max(0, at - widthOf(node.part))
    for (let from = at; from >= first; from -= 1)
      if (match(node.part, from, (end) => end === at)) return true
    return false
  }
  const match = (node: Node, at: number, next: Next): boolean => {
    steps += 1
    if (steps > TOO_MANY) throw new TooMany()
    switch (node.kind) {
      case 'char':
        return at < text.length && node.accepts(text[at] ?? '') && next(at + 1)
      case 'edge':
        return node.isAt(text, at) && next(at)
      case 'look':
        return look(node, at) !== node.isNegative && next(at)
      case 'repeat':
        return repeat(node, 0, at, next)
      case 'alt':
        return node.parts.some((part) => match(part, at, next))
      case 'seq':
        return matchAll(node.parts, 0, at, next)
    }
  }
  try {
    for (let at = 0; at <= text.length; at += 1)
      if (match(root, at, () => true)) return { isFound: true, steps }
    return { isFound: false, steps }
  } catch (error) {
    if (error instanceof TooMany) return { isFound: false, steps: TOO_MANY }
    throw error
  }
}

const POOL = [...Array(96).keys()]
  .map((code) => String.fromCharCode(code + 31))
  .concat('\n', 'ж', '\u00a0')

const charsOf = (node: Node): readonly (Node & { kind: 'char' })[] => {
  if (node.kind === 'char') return [node]
  if (node.kind === 'edge') return []
  return 'part' in node ? charsOf(node.part) : node.parts.flatMap(charsOf)
}

/** Returns one character of each class that the pattern distinguishes. */
function readAlphabet(root: Node): readonly string[] {
  const chars = charsOf(root)
  const kinds = new Map<string, string>()
  for (const character of POOL) {
    const kind = chars.map((char) => Number(char.accepts(character))).join('')
    if (!kinds.has(kind)) kinds.set(kind, character)
  }
  return [...kinds.values()]
}

/** Returns a shortest text that a part matches. */
function sampleOf(node: Node): string {
  if (node.kind === 'char') return POOL.find((character) => node.accepts(character)) ?? ''
  if (node.kind === 'edge' || node.kind === 'look') return ''
  if (node.kind === 'repeat') return sampleOf(node.part).repeat(node.min)
  return node.kind === 'alt' ? sampleOf(node.parts[0] as Node) : node.parts.map(sampleOf).join('')
}

/** Returns texts that lead up to each position of the pattern. */
function prefixesOf(node: Node): readonly string[] {
  if (node.kind === 'char' || node.kind === 'edge') return []
  if ('part' in node) return prefixesOf(node.part)
  const inner = node.parts.flatMap(prefixesOf)
  if (node.kind === 'alt') return inner
  return [
    ...node.parts.map((_, index) => node.parts.slice(0, index).map(sampleOf).join('')),
    ...inner,
  ]
}

/** Returns parts with unlimited repetition. */
const endlessParts = (node: Node): readonly Node[] => {
  if (node.kind === 'char' || node.kind === 'edge') return []
  if (node.kind === 'repeat' && node.max === Number.POSITIVE_INFINITY) return [node.part]
  return 'part' in node ? endlessParts(node.part) : node.parts.flatMap(endlessParts)
}

/** Steps for a text and for one four times as long, where their ratio is greatest. */
export interface Growth {
  readonly ratio: number
  readonly text: string
}

/** Short enough to try many, long enough to show quadratic growth. */
const SIZE = 12
/** Apparent quadratic growth is checked again in a text longer than bounded repeats such as `{0,24}`. */
const LARGE_SIZE = 96
const SEEMS_SQUARE = 5
/** Maximum texts tried with two alternating characters; those with one are all tried. */
const MOST_PAIRS = 600

interface Candidate {
  readonly prefix: string
  readonly pump: string
  readonly end: string
}

/** Only what an unlimited part matches can be repeated while the match continues. */
function listCandidates(root: Node, endless: readonly Node[]): readonly Candidate[] {
  const alphabet = readAlphabet(root)
  const eaten = endless.flatMap(charsOf)
  const ones = alphabet.filter((character) => eaten.some(({ accepts }) => accepts(character)))
  const twos = ones.flatMap((a) => ones.filter((b) => a !== b).map((b) => a + b))
  const prefixes = [...new Set(['', ...prefixesOf(root)])]
  const combine = (pumps: readonly string[]) =>
    prefixes.flatMap((prefix) =>
      pumps.flatMap((pump) => ['', ...alphabet].map((end) => ({ prefix, pump, end }))),
    )
  const pairs = combine(twos)
  const stride = Math.ceil(pairs.length / MOST_PAIRS)
  return [...combine(ones), ...pairs.filter((_, index) => index % stride === 0)]
}

/**
 * Tests a pattern with the hardest inputs: a prefix that leads to a position in it, one or two repeated characters, and a
 * suffix that does not match.
 *
 * @returns the greatest ratio: about 4 for linear growth, 16 for quadratic.
 */
export function findGrowth(pattern: RegExp): Growth {
  const root = parsePattern(pattern)
  const endless = endlessParts(root)
  // Without unlimited parts, the steps at one position are bounded by the pattern.
  if (endless.length === 0) return { ratio: 1, text: '' }
  let worst: Growth = { ratio: 0, text: '' }
  for (const { prefix, pump, end } of listCandidates(root, endless)) {
    const make = (times: number) => prefix + pump.repeat(times) + end
    const ratioAt = (size: number) => {
      const { steps } = countSteps(root, make(4 * size))
      return steps === TOO_MANY
        ? Number.POSITIVE_INFINITY
        : steps / countSteps(root, make(size)).steps
    }
    const first = ratioAt(SIZE)
    const ratio = first > SEEMS_SQUARE ? Math.min(first, ratioAt(LARGE_SIZE)) : first
    if (ratio > worst.ratio) worst = { ratio, text: make(3) }
  }
  return worst
}
