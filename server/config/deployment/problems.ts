import { OperatorError } from '../operator-error.ts'

/**
 * Calls `read` and adds the lines of an {@link OperatorError} to the problems. @returns the result, or nothing after an
 * error.
 */
export function collect<T>(problems: string[], at: string, read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error
    const [first = '', ...rest] = error.message.split('\n').map((line) => at + line.trim())
    problems.push(...(rest.length > 0 ? rest : [first]))
    return undefined
  }
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns a variable's value, parsed where it is a string. @returns `undefined` where the string is not JSON. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
