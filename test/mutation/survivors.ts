import { readFileSync } from 'node:fs'

/** A change to the code that no test has noticed. */
export interface Survivor {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** What stood there, and what was put in its place, each on one line and cut short. */
  readonly original: string
  readonly replacement: string
}

const EXPLAINED = new URL('survivors.md', import.meta.url)
const LINE = /^- `` (.+) `` becomes `` (.+) ``: (.+)$/
const LONGEST = 90

/** A piece of code as a line of `survivors.md` names it. */
export function shorten(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').replaceAll('``', '` `').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line || '(nothing)'
}

/** As `survivors.md` names it, the reason to be added. */
export const nameSurvivor = ({ original, replacement }: Survivor): string =>
  `- \`\` ${original} \`\` becomes \`\` ${replacement} \`\``

const keyOf = ({ file, original, replacement }: Omit<Survivor, 'line'>) =>
  [file, original, replacement].join('\n')

/** Reasons by survivor. @throws {Error} where a line is none. */
function readReasons(): Map<string, string> {
  const reasons = new Map<string, string>()
  let file = ''
  for (const line of readFileSync(EXPLAINED, 'utf8').split('\n')) {
    if (line.startsWith('## ')) file = line.slice(3)
    if (!file || !line.startsWith('- ')) continue
    const [, original = '', replacement = '', reason = ''] = LINE.exec(line) ?? []
    if (!reason) throw new Error(`survivors.md has a line that explains nothing: ${line}`)
    reasons.set(keyOf({ file, original, replacement }), reason)
  }
  return reasons
}

/** Parts survivors by whether `survivors.md` says why nothing can notice them. */
export function explain(survivors: readonly Survivor[]) {
  const reasons = readReasons()
  const files = new Map<string, { survivor: Survivor; reason: string | undefined }[]>()
  for (const survivor of survivors) {
    const ofFile = files.get(survivor.file) ?? []
    files.set(survivor.file, [...ofFile, { survivor, reason: reasons.get(keyOf(survivor)) }])
  }
  return files
}
