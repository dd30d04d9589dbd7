import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** A path in the checkout. */
export const at = (...names) => join(root, ...names)

export const readText = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

/** An error that the user can fix; printed without a stack. */
export class SetupError extends Error {}
