import { NAME, NAMELESS } from '../name.ts'

/** The value of a localStorage key; none, or blocked: `undefined`. */
export function readLocal(key: string): string | undefined {
  try {
    return localStorage[key]
  } catch {
    return undefined // blocked: nothing is saved there
  }
}

/** The values of every cookie of a name: the page and the server may each have set one. Blocked: none. */
export function readCookies(name: string): string[] {
  const start = `${name}=`
  try {
    return document.cookie
      .split('; ')
      .flatMap((cookie) => (cookie.startsWith(start) ? cookie.slice(start.length) : []))
  } catch {
    return [] // sandboxed frames throw: nothing is saved there
  }
}

/** What every place keeps under a name. */
export const readCopies = (name: string): (string | undefined)[] => [
  ...readCookies(name),
  readLocal(name),
]

/** The name under which there is a choice: the owner's or, where nothing is under it, the one of before. */
export const keptName = (): string => (readCopies(NAME).some(Boolean) ? NAME : NAMELESS)
