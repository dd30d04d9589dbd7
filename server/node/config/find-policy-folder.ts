import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { OperatorError } from '../../config/operator-error.ts'

/**
 * The folder of the school's own policy versions, absolute, where `KELISIM_POLICIES` names one.
 *
 * @throws {OperatorError} where there is no such folder: were it passed over, an older policy would be in force, and
 *   consents that it has ended would hold again.
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
