import { readFileSync } from 'node:fs'
import { parseAst } from 'vite'

/** The regular expressions of a file, and whether it creates others at run time. */
export interface FilePatterns {
  readonly patterns: readonly RegExp[]
  readonly makesPatterns: boolean
}

const isNode = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Reads the regular expressions of a source file by its syntax tree. */
export function readPatterns(path: string): FilePatterns {
  const patterns: RegExp[] = []
  let makesPatterns = false
  const walk = (node: unknown): void => {
    if (!isNode(node)) return
    const regex = node.regex as { pattern: string; flags: string } | undefined
    if (node.type === 'Literal' && regex) patterns.push(new RegExp(regex.pattern, regex.flags))
    const callee = node.callee as { name?: string } | undefined
    if (callee?.name === 'RegExp') makesPatterns = true
    for (const value of Object.values(node)) {
      if (Array.isArray(value)) value.forEach(walk)
      else walk(value)
    }
  }
  const lang = path.endsWith('x') ? 'tsx' : 'ts'
  walk(parseAst(readFileSync(path, 'utf8'), { lang }))
  return { patterns, makesPatterns }
}
