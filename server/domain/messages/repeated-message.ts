import type { MessageBody, MessageResult } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store } from '../../store/store.ts'
import type { OpenDeps } from '../keys/open-sealed.ts'
import { repeatMessageSecret } from './message.ts'

/** A second press, or a reload of the answer, comes within so long. Later the same words are a reminder: a message of its own. */
const REPEATED_MS = 600_000
/** So many messages are looked at, the newest first: more than come in ten minutes. */
const MAX_MESSAGES = 50

interface RepeatDeps {
  readonly store: Pick<Store, 'readMessages' | 'findConsent'>
  readonly cryptography: Cryptography
  readonly log: OpenDeps['log']
  readonly clock: () => number
}

/**
 * Reference and code of an open message of the last ten minutes that says the very same, by the same person under the same
 * consent: a plain form has no id by which the server could tell. What is compared is what is stored anyway; nothing is kept for it.
 */
export async function findRepeated(
  body: MessageBody,
  { store, cryptography, log, clock }: RepeatDeps,
): Promise<MessageResult | undefined> {
  const nowMs = clock()
  const actor = body.sender === 'representative' ? 'legal_representative' : 'subject'
  for (const row of await store.readMessages(nowMs + 1, MAX_MESSAGES)) {
    if (nowMs - row.receivedAtMs >= REPEATED_MS) return undefined
    if (row.closedAtMs !== null || row.language !== body.language) continue
    const code = await repeatMessageSecret(row, body, { cryptography, log, nowMs })
    const consent = code && (await store.findConsent(row.consentId))
    if (consent && consent.latest.actor === actor && consent.policyVersion === body.policyVersion)
      return { reference: row.reference, code }
  }
  return undefined
}
