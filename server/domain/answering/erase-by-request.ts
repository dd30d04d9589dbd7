import type { ActBody, DeletionResult } from '../../contract/index.ts'
import type { RequestRow } from '../../store/store.ts'
import { say } from '../mail/write-mail.ts'
import type { ByActor } from '../registers/acting.ts'
import { deleteOwnData } from '../rights/erase.ts'
import type { EraseDeps } from '../rights/erase-thing.ts'
import { closeRequest } from './close.ts'
import { findThingsOf } from './request-things.ts'
import { buildAct } from './work.ts'

type ByRequestDeps = EraseDeps & ByActor

/** Why nothing was deleted. */
type NotErased = 'closed' | 'nothing_here' | 'changed'

/**
 * Closes a request by a verified address once what was sent from it is deleted: it is about no thing that ends it. Its author is
 * told that the data are gone.
 */
async function closeErased(row: RequestRow, deps: ByRequestDeps): Promise<void> {
  const now = await deps.store.findRequest(row.number)
  if (now?.state !== 'open') return
  await closeRequest(now, { state: 'answered', text: say('erased', now.language) }, deps)
}

/**
 * Deletes what is stored of the author of a request, in two steps as the person does (DS-13): without the right confirmation it
 * only returns what would be deleted and kept. Every open request about it ends with it, and its authors are told. Sent again,
 * it deletes nothing twice and returns the same number.
 *
 * @returns `nothing_here` where nothing is stored of which the author has proved that it is theirs; `closed`; `changed` where
 *   somebody else has acted since.
 */
export async function eraseByRequest(
  row: RequestRow,
  { confirm, ...given }: ActBody & { readonly confirm?: string | undefined },
  deps: ByRequestDeps,
): Promise<DeletionResult | NotErased> {
  const things = await findThingsOf(row, deps)
  // The confirmation identifies the request and what was listed, as a credential does.
  const subject = { credential: `request ${row.number}`, things }
  if (confirm !== undefined) {
    const isBegun = (await deleteOwnData(undefined, confirm, deps)) !== undefined
    const resumed = isBegun ? await deleteOwnData(subject, confirm, deps) : undefined
    if (resumed) {
      await closeErased(row, deps)
      return resumed
    }
  }
  if (row.state !== 'open') return 'closed'
  if (things.length === 0) return 'nothing_here'
  const planned = await deleteOwnData(subject, undefined, deps)
  if (!planned || planned.confirm !== confirm) return planned ?? 'nothing_here'
  const act = buildAct(given, { kind: 'request', ref: row.id, name: 'erase' }, deps)
  if ((await deps.store.takeAct(act)) === 'changed') return 'changed'
  const result = await deleteOwnData(subject, confirm, deps)
  if (result?.state === 'deleted') await closeErased(row, deps)
  return result ?? 'nothing_here'
}
