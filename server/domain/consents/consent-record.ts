import type { SiteConfig } from '../../config/site/site-config.ts'
import type {
  ConsentBody,
  DataKinds,
  ErrorCode,
  FieldProblem,
  Language,
} from '../../contract/index.ts'
import type { Cryptography } from '../../crypto/cryptography.ts'
import type { ConsentEvent, ConsentRecord } from '../../store/store.ts'
import { DAY_MS } from '../calendar/day.ts'
import { commitToEvent, commitToSubject } from '../identifiers/commitment.ts'
import { findPolicy, type PolicyLibrary } from '../policy/policy.ts'
import { offeredPurposes } from '../visits/pages.ts'

/** A violated rule: its error code and the fields at fault. */
export interface Refused {
  readonly kind: 'refused'
  readonly code: ErrorCode
  readonly fields?: Readonly<Record<string, FieldProblem>>
}

/** 128 bits, too many to try. */
const SALT_BYTES = 16

/** The fields of a record before it is encrypted. */
type RecordFacts = Omit<ConsentRecord, 'subjectName' | 'subjectSalt' | 'subjectCommitment'> & {
  /** Name of the person who consents, where a form asked for it. */
  readonly name: string | null
}

/** A record with its first event. */
export interface NewConsent {
  readonly record: ConsentRecord
  readonly event: ConsentEvent
}

const NO_KINDS: DataKinds = { ip: false, browser: false, visit_time: false, visitor_cookie: false }

/** The site's rules for validating a choice. */
export interface ChoiceRules {
  readonly site: SiteConfig
  readonly policies: PolicyLibrary
  /** SHA-256, hex, of the current notice in each language. */
  readonly notices: Readonly<Record<string, string>>
}

/** Checks that every purpose on offer, and no other, is granted or refused, and at least one granted (CB-05). */
function findPurposeProblem(
  purposes: Readonly<Record<string, boolean>>,
  site: SiteConfig,
): Refused | undefined {
  const offered = offeredPurposes(site)
  const answered = Object.keys(purposes)
  const isWhole =
    answered.length === offered.length && offered.every(({ id }) => Object.hasOwn(purposes, id))
  if (!isWhole) return nameWrongPurposes(answered, offered)
  if (answered.some((id) => purposes[id])) return undefined
  return { kind: 'refused', code: 'nothing_granted', fields: { purposes: 'invalid' } }
}

function nameWrongPurposes(
  answered: readonly string[],
  offered: ReturnType<typeof offeredPurposes>,
): Refused {
  const ids: readonly string[] = offered.map(({ id }) => id)
  const unknown = answered.filter((id) => !ids.includes(id))
  const missing = ids.filter((id) => !answered.includes(id))
  const fields = Object.fromEntries([
    ...unknown.map((id) => [`purposes.${id}`, 'unknown'] as const),
    ...missing.map((id) => [`purposes.${id}`, 'missing'] as const),
  ])
  return {
    kind: 'refused',
    code: unknown.length > 0 ? 'purpose_unknown' : 'purpose_missing',
    fields,
  }
}

/** Checks that the visitor was shown the current policy and notice. A consent to another text is invalid. */
export function findPolicyProblem(
  policyVersion: string,
  policies: PolicyLibrary,
): Refused | undefined {
  if (policyVersion === policies.current.version) return undefined
  const code = findPolicy(policies, policyVersion)
    ? 'policy_version_outdated'
    : 'policy_version_unknown'
  return { kind: 'refused', code, fields: { policyVersion: 'invalid' } }
}

/** Validates a choice against the site's rules and builds the record with its first event. */
export async function decideConsent(
  body: ConsentBody,
  rules: ChoiceRules,
  at: {
    readonly nowMs: number
    readonly secretHash: Uint8Array
    readonly hasPrivacySignal: boolean
    readonly cryptography: Cryptography
    /** Whether the same was granted before. Default `false`. */
    readonly isRenewal?: boolean
  },
): Promise<Refused | ({ kind: 'decided' } & NewConsent)> {
  const problem =
    findPurposeProblem(body.purposes, rules.site) ??
    findPolicyProblem(body.policyVersion, rules.policies)
  if (problem) return problem
  const noticeSha256 = rules.notices[body.language] ?? ''
  if (!noticeSha256.startsWith(body.notice)) {
    return { kind: 'refused', code: 'policy_version_outdated', fields: { notice: 'invalid' } }
  }
  const facts = {
    id: body.id,
    secretHash: at.secretHash,
    language: body.language,
    policyVersion: body.policyVersion,
    noticeSha256,
    actor: 'subject' as const,
    surface: body.surface,
    gpcAtChoice: body.gpcAtChoice || at.hasPrivacySignal,
    givenAtMs: at.nowMs,
    validUntilMs: at.nowMs + rules.site.choiceDays * DAY_MS,
    name: null,
  }
  const grants = {
    purposes: body.purposes,
    // Data kinds of a refused purpose are refused, whatever was sent.
    dataKinds: body.purposes.analytics ? body.dataKinds : NO_KINDS,
  }
  const state = at.isRenewal ? 'RenewedConsentGiven' : 'ConsentGiven'
  const { record, event } = await commit(facts, { ...grants, state }, at.cryptography)
  return { kind: 'decided', record, event }
}

/** Builds the record and first event of the consent in a contact-form message: to be answered, and nothing else (CF-06). */
export function buildMessageConsent(given: {
  readonly id: string
  readonly secretHash: Uint8Array
  /** The sender, who is the subject of the consent (CF-03). */
  readonly name: string
  readonly language: Language
  readonly policyVersion: string
  readonly noticeSha256: string
  readonly isRepresentative: boolean
  readonly nowMs: number
  readonly messageDays: number
  readonly cryptography: Cryptography
}): Promise<NewConsent> {
  const { nowMs } = given
  const record = {
    id: given.id,
    secretHash: given.secretHash,
    language: given.language,
    policyVersion: given.policyVersion,
    noticeSha256: given.noticeSha256,
    actor: given.isRepresentative ? ('legal_representative' as const) : ('subject' as const),
    surface: 'contact_form',
    gpcAtChoice: false,
    givenAtMs: nowMs,
    validUntilMs: nowMs + given.messageDays * DAY_MS,
    name: given.name,
  }
  const grants = { purposes: { contact: true }, dataKinds: NO_KINDS }
  return commit(record, grants, given.cryptography)
}

/**
 * Encrypts a new record, adds its commitments and builds its first event. Fields are written one by one: copying half of them
 * costs more than the hashes.
 */
async function commit(
  facts: RecordFacts,
  {
    purposes,
    dataKinds,
    state = 'ConsentGiven',
  }: Pick<ConsentEvent, 'purposes' | 'dataKinds'> & Partial<Pick<ConsentEvent, 'state'>>,
  cryptography: Cryptography,
): Promise<NewConsent> {
  const { id, secretHash, name, actor, givenAtMs } = facts
  const subjectSalt = cryptography.randomBytes(SALT_BYTES)
  const subject = commitToSubject({ secretHash, subjectSalt, name }, cryptography)
  const record: ConsentRecord = {
    id,
    secretHash,
    language: facts.language,
    policyVersion: facts.policyVersion,
    noticeSha256: facts.noticeSha256,
    actor,
    surface: facts.surface,
    gpcAtChoice: facts.gpcAtChoice,
    givenAtMs,
    validUntilMs: facts.validUntilMs,
    subjectName: name === null ? null : await cryptography.seal('consents.name', id, name),
    subjectSalt,
    subjectCommitment: subject instanceof Promise ? await subject : subject,
  }
  const first = {
    id,
    consentId: id,
    state,
    purposes,
    dataKinds,
    actor,
    atMs: givenAtMs,
  }
  const commitment = commitToEvent(record, first, cryptography)
  return {
    record,
    event: { ...first, commitment: commitment instanceof Promise ? await commitment : commitment },
  }
}
