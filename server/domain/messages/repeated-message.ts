import type { MessageBody, MessageResult } from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { Store } from '../../store/store.ts'
import type { OpenDeps } from '../keys/open-sealed.ts'
import { repeatMessageSecret } from './message.ts'

/** A second click, or a reload of the response, comes within this time. Later, the same text is a reminder and a new message. */
const REPEATED_MS = 600_000
/** Number of messages compared, newest first: more than arrive in ten minutes. */
const MAX_MESSAGES = 50

interface RepeatDeps {
  readonly store: Pick<Store, 'readMessages' | 'findConsent'>
  readonly cryptography: Cryptography
  readonly log: OpenDeps['log']
  readonly clock: () => number
}

/**
 * Returns reference and code of an identical open message by the same person under the same consent within the last ten
 * minutes. A plain form has no id by which the server could recognise a repeat. It compares stored fields only and stores
 * nothing itself.
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
