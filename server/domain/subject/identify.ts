import type { StoredMessage } from '../../store/store.ts'
import { formatSecretCode } from '../identifiers/uuid-v7.ts'
import { type Subject, type SubjectDeps, type Thing, withConsent } from './subject.ts'

type IdentifyDeps = Pick<SubjectDeps, 'store' | 'cryptography' | 'clock'>

const RECORD =
  /^([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})\.([\w-]{43})$/
const MESSAGE = /^(K-[2-9A-Z]{8})\.([2-9A-Z-]{28,40})$/i
const SESSION = /^code\.([\w-]{43})$/

/**
 * Resolves a credential to its subject: `<consentId>.<secret>`, `<messageReference>.<code>` or `code.<token>`.
 *
 * @returns `undefined` alike for a wrong secret, an unknown id, and any other text (CR-07).
 */
export async function identify(
  credential: string,
  deps: IdentifyDeps,
): Promise<Subject | undefined> {
  const [, consentId, secret] = RECORD.exec(credential) ?? []
  if (consentId && secret) return identifyRecord({ credential, consentId, secret }, deps)
  const [, reference, code] = MESSAGE.exec(credential) ?? []
  if (reference && code) return identifyMessage({ credential, reference, code }, deps)
  const [, token] = SESSION.exec(credential) ?? []
  return token ? identifySession({ credential, token }, deps) : undefined
}

async function identifyRecord(
  given: { readonly credential: string; readonly consentId: string; readonly secret: string },
  { store, cryptography }: IdentifyDeps,
): Promise<Subject | undefined> {
  // Hashed first, so that an unknown id takes as long as a known one.
  const secretHash = await cryptography.sha256(given.secret)
  const consent = await store.findConsent(given.consentId)
  const isOwn = consent?.secretHash && cryptography.isEqual(consent.secretHash, secretHash)
  return isOwn
    ? { credential: given.credential, things: [{ kind: 'consent', consent }] }
    : undefined
}

/** A person copies the code from paper: hyphens and case do not matter. */
async function identifyMessage(
  given: { readonly credential: string; readonly reference: string; readonly code: string },
  { store, cryptography }: IdentifyDeps,
): Promise<Subject | undefined> {
  const secretHash = await cryptography.sha256(formatSecretCode(given.code))
  const message = await store.findMessage({ reference: given.reference.toUpperCase() })
  if (!message || !cryptography.isEqual(message.secretHash, secretHash)) return undefined
  return { credential: given.credential, things: await thingsOf([message], store) }
}

/** A session gives access to every message under its address and to nothing else (DS-11). */
async function identifySession(
  given: { readonly credential: string; readonly token: string },
  { store, cryptography, clock }: IdentifyDeps,
): Promise<Subject | undefined> {
  const session = await store.findCodeSession(await cryptography.sha256(given.token), clock())
  if (!session) return undefined
  const messages = await store.findMessagesByEmail([session.emailIndex])
  return { credential: given.credential, things: await thingsOf(messages, store) }
}

async function thingsOf(
  messages: readonly StoredMessage[],
  store: IdentifyDeps['store'],
): Promise<readonly Thing[]> {
  const things = await Promise.all(messages.map((message) => withConsent(store, message)))
  return things.filter((thing) => thing !== undefined)
}
