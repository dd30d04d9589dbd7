import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { OperatorError } from '../../config/operator-error.ts'

/**
 * Returns the absolute path of the school's own policy folder, where `KELISIM_POLICIES` is set.
 *
 * @throws {OperatorError} where the folder does not exist: without it an older policy would be in force, and consents that a
 *   newer one ended would be valid again.
 */
export function findPolicyFolder(given: string | undefined): string | undefined {
  if (given === undefined) return undefined
  const folder = resolve(given)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return folder
  throw new OperatorError(
    `KELISIM_POLICIES: there is no folder ${folder}. Put the path right; where nothing was published yet, make the ` +
      'folder, or publish the first version into it: npm run policy -- publish …',
  )
}
