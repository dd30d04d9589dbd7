import type { Files } from './read-files.ts'

/** What is checked, in this order. */
export type CheckName =
  | 'keys'
  | 'signature'
  | 'files'
  | 'chain'
  | 'consents'
  | 'registers'
  | 'whole'
  | 'notices'

/** One check: what it looked at, and what is wrong. */
export interface Check {
  readonly name: CheckName
  /** How many things were looked at. */
  readonly count: number
  /** Each names the file, and the number in it. Empty: all is as it was. */
  readonly problems: readonly string[]
}

/** Returns the text of a file; empty where it is missing. */
export const textOf = (files: Files, path: string): string =>
  new TextDecoder().decode(files.get(path) ?? new Uint8Array())

/** Returns a list of the folder; empty where its file is missing or no list. */
export function listOf<T>(files: Files, path: string): readonly T[] {
  try {
    const list: unknown = JSON.parse(textOf(files, path))
    return Array.isArray(list) ? (list as readonly T[]) : []
  } catch {
    return []
  }
}
