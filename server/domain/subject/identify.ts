import type { OneTimeCode, StoredMessage } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import { formatSecretCode } from '../identifiers/uuid-v7.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { type Subject, type SubjectDeps, type Thing, withConsent } from './subject.ts'

type IdentifyDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'clock' | 'log'>

/** `<consentId>.<secret>`, from the consent's receipt: a UUIDv7 and 256 bits in base64url. */
const CONSENT_CREDENTIAL =
  /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.([\w-]{43})$/
/** `<reference>.<code>`, shown when the message was sent. As typed: case and hyphens do not matter. */
const MESSAGE_CREDENTIAL = /^(K-[2-9A-Z]{8})\.([2-9A-Z-]{28,40})$/i
/** `code.<token>`: the session that a mailed one-time code has opened (`takeCode`). */
const SESSION_CREDENTIAL = /^code\.([\w-]{43})$/

/**
 * Resolves a credential to its subject: of a consent, of a message, or of a session opened by a mailed code.
 *
 * @returns `undefined` alike for a wrong secret, an unknown id, and any other text (CR-07).
 */
export async function identify(
  credential: string,
  deps: IdentifyDeps,
): Promise<Subject | undefined> {
  const [, consentId, secret] = CONSENT_CREDENTIAL.exec(credential) ?? []
  if (consentId && secret) return identifyByConsent({ credential, consentId, secret }, deps)
  const [, reference, code] = MESSAGE_CREDENTIAL.exec(credential) ?? []
  if (reference && code) return identifyByMessage({ credential, reference, code }, deps)
  const [, token] = SESSION_CREDENTIAL.exec(credential) ?? []
  return token ? identifyBySession({ credential, token }, deps) : undefined
}

async function identifyByConsent(
  given: { readonly credential: string; readonly consentId: string; readonly secret: string },
  { store, cryptography }: IdentifyDeps,
): Promise<Subject | undefined> {
  // Hashed first, so that an unknown id takes as long as a known one.
  const secretHash = await cryptography.sha256(given.secret)
  const consent = await store.findConsent(given.consentId)
  // An erased consent has no hash any more.
  const isOwn = consent?.secretHash && cryptography.isEqual(consent.secretHash, secretHash)
  return isOwn
    ? { credential: given.credential, things: [{ kind: 'consent', consent }] }
    : undefined
}

async function identifyByMessage(
  given: { readonly credential: string; readonly reference: string; readonly code: string },
  { store, cryptography }: IdentifyDeps,
): Promise<Subject | undefined> {
  const codeHash = await cryptography.sha256(formatSecretCode(given.code))
  const message = await store.findMessage({ reference: given.reference.toUpperCase() })
  if (!message || !cryptography.isEqual(message.secretHash, codeHash)) return undefined
  return { credential: given.credential, things: await toThings([message], store) }
}

/** A session gives access to every message sent from its email address and to nothing else (DS-11). */
async function identifyBySession(
  given: { readonly credential: string; readonly token: string },
  deps: IdentifyDeps,
): Promise<Subject | undefined> {
  const { store, cryptography, clock } = deps
  const session = await store.findCodeSession(await cryptography.sha256(given.token), clock())
  if (!session) return undefined
  const messages = await findMessagesOf(session, deps)
  return { credential: given.credential, things: await toThings(messages, store) }
}

/** Returns the messages under a session's address. While keys are rotated, some of them are under another index of it. */
async function findMessagesOf(
  { emailIndex }: OneTimeCode,
  deps: IdentifyDeps,
): Promise<readonly StoredMessage[]> {
  const { store, cryptography } = deps
  const found = await store.findMessagesByEmail([emailIndex])
  const [newest] = found
  const email = newest && (await openSealed(deps, 'messages.email', newest.id, newest.email))
  if (!email) return found
  const indexes = indexEmail('messages.email', email, cryptography)
  const isOfSession = indexes.some((index) => cryptography.isEqual(index, emailIndex))
  return isOfSession && indexes.length > 1 ? store.findMessagesByEmail(indexes) : found
}

/** Returns messages with their consents. One whose consent no longer exists is omitted. */
async function toThings(
  messages: readonly StoredMessage[],
  store: IdentifyDeps['store'],
): Promise<readonly Thing[]> {
  const things = await Promise.all(messages.map((message) => withConsent(store, message)))
  return things.filter((thing) => thing !== undefined)
}
