import type { FieldProblem, MessageBody } from '../../contract/index.ts'
import type { Cryptography, SealPurpose } from '../../crypto/cryptography.ts'
import type { ConsentEvent, ConsentRecord, MessageRow } from '../../store/store.ts'
import { indexEmail } from '../addresses/index-email.ts'
import {
  buildMessageConsent,
  type ChoiceRules,
  findPolicyProblem,
  type Refused,
} from '../consents/consent-record.ts'
import { buildReference, buildSecretCode, buildUuidV7 } from '../identifiers/uuid-v7.ts'
import { type OpenDeps, openSealed } from '../keys/open-sealed.ts'

/** Returns the problems that several fields cause together: the box is not ticked (CF-02), no address to answer to (CF-01). */
export function findJointProblems(value: unknown): Readonly<Record<string, FieldProblem>> {
  if (typeof value !== 'object' || value === null) return {}
  const { consent, email, phone } = value as Readonly<Record<string, unknown>>
  return {
    ...(consent === false && { consent: 'invalid' }),
    ...(!email && !phone && { email: 'missing', phone: 'missing' }),
  }
}

/** Returns why a message is refused, if it is: sent by a minor, without consent, no address to answer to, an outdated notice. */
export function findMessageProblem(
  body: MessageBody,
  { policies, notices }: Pick<ChoiceRules, 'policies' | 'notices'>,
): Refused | undefined {
  if (body.sender === 'minor') {
    return { kind: 'refused', code: 'sender_is_minor', fields: { sender: 'invalid' } }
  }
  if (body.website)
    return { kind: 'refused', code: 'looks_automated', fields: { website: 'invalid' } }
  const fields = findJointProblems(body)
  if (fields.consent) return { kind: 'refused', code: 'consent_required', fields }
  if (fields.email) return { kind: 'refused', code: 'invalid_body', fields }
  const problem = findPolicyProblem(body.policyVersion, policies)
  if (problem || (notices[body.language] ?? '').startsWith(body.notice ?? '')) return problem
  return { kind: 'refused', code: 'policy_version_outdated', fields: { notice: 'invalid' } }
}

/**
 * Derives the code that opens a message for its sender (CF-08) from the message's id and a server key. A lost response can
 * thus be repeated although only the code's hash is stored.
 */
export const buildMessageSecret = (
  id: string,
  cryptography: Pick<Cryptography, 'blindIndexes'>,
): string => {
  const [newest] = buildMessageSecrets(id, cryptography)
  if (newest === undefined) throw new Error('message code: no key to derive it')
  return newest
}

/** Returns a message's code under each key generation in use, newest first. */
const buildMessageSecrets = (
  id: string,
  { blindIndexes }: Pick<Cryptography, 'blindIndexes'>,
): readonly string[] => blindIndexes('messages.secret', id).map(buildSecretCode)

/** How long the response to a message is repeated to a sender of the identical message, in milliseconds. */
const REPEATED_MS = 3_600_000

/**
 * Returns the code of a message that is already stored, for a sender who did not get the response: it requires the same name,
 * addresses and text within the hour. Nobody else gets it, since the code opens what is stored.
 */
export async function repeatMessageSecret(
  stored: MessageRow,
  body: MessageBody,
  {
    cryptography,
    log,
    nowMs,
  }: { readonly cryptography: Cryptography; readonly log: OpenDeps['log']; readonly nowMs: number },
): Promise<string | undefined> {
  if (nowMs - stored.receivedAtMs > REPEATED_MS) return undefined
  const fields = ['name', 'email', 'phone', 'message'] as const
  for (const field of fields) {
    const sealed = stored[field]
    const kept = await openSealed({ cryptography, log }, `messages.${field}`, stored.id, sealed)
    if (kept !== (body[field] ?? null)) return undefined
  }
  for (const secret of buildMessageSecrets(stored.id, cryptography)) {
    if (cryptography.isEqual(await cryptography.sha256(secret), stored.secretHash)) return secret
  }
  return undefined
}

/**
 * Encrypts a message and builds its consent record. The consent's id is random: it must not be linkable to a consent to
 * statistics (CF-07).
 */
export async function buildMessage(
  body: MessageBody,
  { cryptography, nowMs, rules }: { cryptography: Cryptography; nowMs: number; rules: ChoiceRules },
): Promise<{ message: MessageRow; record: ConsentRecord; event: ConsentEvent; secret: string }> {
  const seal = (purpose: SealPurpose, text: string) => cryptography.seal(purpose, body.id, text)
  const consentId = buildUuidV7(nowMs, cryptography.randomBytes(10))
  const secret = buildMessageSecret(body.id, cryptography)
  const [emailIndex = null] = body.email
    ? indexEmail('messages.email', body.email, cryptography)
    : []
  const message: MessageRow = {
    id: body.id,
    reference: buildReference(cryptography.randomBytes(8)),
    consentId,
    name: await seal('messages.name', body.name),
    email: body.email ? await seal('messages.email', body.email) : null,
    phone: body.phone ? await seal('messages.phone', body.phone) : null,
    message: await seal('messages.message', body.message),
    emailIndex,
    secretHash: await cryptography.sha256(secret),
    language: body.language,
    receivedAtMs: nowMs,
    closedAtMs: null,
  }
  const consent = await buildMessageConsent({
    id: consentId,
    // Nobody holds a secret for this record: the message's code takes its place.
    secretHash: cryptography.randomBytes(32),
    name: body.name,
    language: body.language,
    policyVersion: body.policyVersion,
    noticeSha256: rules.notices[body.language] ?? '',
    isRepresentative: body.sender === 'representative',
    nowMs,
    messageDays: rules.site.messageDays,
    cryptography,
  })
  return { message, secret, ...consent }
}
