import type { RequestDetailResult } from '../../contract/index.ts'
import type { RequestRow, StoredMessage } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { findThing, type SubjectDeps, type Thing, withConsent } from '../subject/subject.ts'

type ThingsDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'log'>

/**
 * Returns what the author of a request has proved: access to the data that it is about, or only that a mailbox is theirs.
 * `null` for data outside the website: a credential of the website says nothing about who a student or employee is.
 */
export const verifiedBy = ({
  scope,
  subjectKind,
}: RequestRow): RequestDetailResult['verifiedBy'] => {
  if (scope === 'other') return null
  return subjectKind === 'address' ? 'mailbox' : 'credential'
}

/** Whether an answer would give out or change data for somebody whom nobody has identified. */
export const needsIdentity = (row: RequestRow): boolean =>
  verifiedBy(row) === null && row.kind !== 'objection' && row.kind !== 'blocking'

/** Returns whether a request may be refused: an objection to what is done by consent may not, whatever the reason (CR-09). */
export const isRefusable = ({ kind, subjectKind, scope }: RequestRow): boolean =>
  kind !== 'objection' || subjectKind !== 'consent' || scope === 'other'

/**
 * Returns what is stored here of which the author has proved that it is theirs: the thing that the credential opened, or the
 * messages sent from the verified mailbox. Empty for data outside the website.
 */
export async function findThingsOf(row: RequestRow, deps: ThingsDeps): Promise<readonly Thing[]> {
  if (row.scope === 'other') return []
  if (row.subjectKind !== 'address') {
    const thing = await findThing(deps, row.subjectRef)
    // What is left of an erased consent is a proof, and leads to nobody.
    const isErased = thing?.kind === 'consent' && thing.consent.secretHash === null
    return thing && !isErased ? [thing] : []
  }
  const email = await openSealed(deps, 'requests.email', row.id, row.email)
  if (!email) return []
  const indexes = indexEmail('messages.email', email, deps.cryptography)
  const messages: readonly StoredMessage[] = await deps.store.findMessagesByEmail(indexes)
  const things = await Promise.all(messages.map((message) => withConsent(deps.store, message)))
  return things.filter((thing) => thing !== undefined)
}
