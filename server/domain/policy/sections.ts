import { withoutMarks } from './policy.ts'

/** A section or clause of a text, with how many items its lists have: `4.1` with 9 is addressed as `4.1(1)` to `4.1(9)`. */
export interface NumberedPart {
  readonly number: string
  readonly items: number
}

const NUMBER = /^(?:#{1,6} +)?(\d+(?:\.\d+)*)\.?\s/
const ITEM = /^ {0,3}[-*+] /

/** Returns the sections and clauses of a text in order: `1`, `1.1`, `3.3`. All languages must have the same (PO-05). */
export function readNumbered(markdown: string): readonly NumberedPart[] {
  const parts: { number: string; items: number }[] = []
  for (const line of withoutMarks(markdown).split('\n')) {
    const number = NUMBER.exec(line)?.[1]
    if (number !== undefined) parts.push({ number, items: 0 })
    const last = parts.at(-1)
    if (last && ITEM.test(line)) last.items += 1
  }
  return parts
}
