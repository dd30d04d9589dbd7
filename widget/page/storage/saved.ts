import { NAME, NAMELESS } from '../name.ts'

/** Returns the value of a localStorage key; `undefined` where there is none or storage is blocked. */
export function readLocal(key: string): string | undefined {
  try {
    return localStorage[key]
  } catch {
    return undefined // blocked: nothing is saved there
  }
}

/** Returns the values of every cookie of a name, since page and server may each have set one. Empty where cookies are blocked. */
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

/** Returns the values stored under a name in every place. */
export const readCopies = (name: string): (string | undefined)[] => [
  ...readCookies(name),
  readLocal(name),
]

/** Returns the name under which there is a choice: the owner's, else the earlier name. */
export const keptName = (): string => (readCopies(NAME).some(Boolean) ? NAME : NAMELESS)
