import type { Deps } from '../../../deps.ts'
import { isGuessable } from '../../../domain/staff/guessable.ts'
import { listGuessedNames } from '../../../domain/staff/guessed-names.ts'
import { ApiError } from '../../../http/answering/api-error.ts'

/** @throws {ApiError} `invalid_body` with `guessable` at the field, for a password that attackers try first. */
export function refuseGuessable(
  field: string,
  password: string,
  { site, origins }: Pick<Deps, 'site' | 'origins'>,
): void {
  if (isGuessable(password, listGuessedNames(site, origins)))
    throw new ApiError('invalid_body', { fields: { [field]: 'guessable' } })
}
