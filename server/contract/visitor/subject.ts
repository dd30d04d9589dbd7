import * as v from 'valibot'
import { boundedList, patternText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { day, instant, language, texts, uuidV7 } from '../words.ts'
import { requestResult } from './request.ts'
import { recordPurpose, restrictionResult } from './restriction.ts'

export const subjectWithdrawalBody = v.strictObject({
  /** Idempotency key. */
  id: uuidV7,
  /** The purposes withdrawn. Default: all. */
  purposes: v.optional(boundedList(recordPurpose, { max: limits.purposes })),
})
export type SubjectWithdrawalBody = v.InferOutput<typeof subjectWithdrawalBody>

const consentFacts = v.object({
  id: uuidV7,
  state: v.string(),
  givenAt: instant,
  validUntil: instant,
  language,
  policyVersion: v.string(),
  noticeSha256: v.string(),
  purposes: v.record(v.string(), v.boolean()),
  dataKinds: v.record(v.string(), v.boolean()),
})
export const subjectWithdrawalResult = v.object({ consents: v.array(consentFacts) })
/** All consents of the person, as they are after the withdrawal. */
export type SubjectWithdrawalResult = DeepReadonly<v.InferOutput<typeof subjectWithdrawalResult>>
/** A consent record's state, as its person sees it. */
export type ConsentFacts = DeepReadonly<v.InferOutput<typeof consentFacts>>

const category = v.picklist(['consents', 'visits', 'messages', 'requests'])
/** A category of stored records about a person. */
export type DataCategory = v.InferOutput<typeof category>

export const meResult = v.object({
  /** Whether data are stored. */
  isHeld: v.boolean(),
  purposes: v.array(
    v.object({
      /** The consent that the processing is based on. */
      consentId: uuidV7,
      purpose: v.string(),
      /** Item of clause 4.1 of the policy. */
      policyClause: v.string(),
      /** Item of clause 5.1: consent. */
      ground: v.literal('5.1(1)'),
      isGranted: v.boolean(),
      isRestricted: v.boolean(),
    }),
  ),
  /** Source of the data: the person's browser, or the form that the person filled in. */
  sources: v.array(v.picklist(['browser', 'contact_form'])),
  /** Ways of processing. */
  processing: v.array(v.picklist(['stored', 'encrypted', 'counted', 'answered'])),
  /** The list of data. */
  data: v.array(
    v.object({ category, fields: v.array(v.string()), count: v.pipe(v.number(), v.integer()) }),
  ),
  terms: v.array(
    v.object({
      category,
      days: v.number(),
      /** The event from which the retention period is counted. */
      from: v.picklist(['end_of_consent', 'visit', 'sending', 'answer']),
    }),
  ),
  /** Recipients that may get data when their embedded content is loaded, by purpose. */
  recipients: v.array(
    v.object({ name: v.string(), provider: v.string(), country: v.string(), purpose: v.string() }),
  ),
  /** Disclosures made about this person (DI-05). */
  disclosures: v.array(v.object({ date: v.string(), recipient: v.string(), ground: v.string() })),
  consents: v.array(consentFacts),
  messages: v.array(
    v.object({ reference: v.string(), receivedAt: instant, isBlocked: v.boolean() }),
  ),
  requests: v.array(requestResult),
  ...restrictionResult.entries,
  /** How to complain to the authorised body or a court (DS-08). */
  complaint: texts,
})
/** The data stored about the person who asks, GET `/v1/me` (DS-01). */
export type MeResult = DeepReadonly<v.InferOutput<typeof meResult>>

export const exportQuery = v.strictObject({
  /** `page` for people, `json` for programs. Default `json`. */
  format: v.optional(v.picklist(['json', 'page']), 'json'),
  /** Language of the page. Default: the one in which the person wrote or chose. */
  lang: v.optional(language),
})

export const exportResult = v.object({
  exportedAt: instant,
  operator: v.object({ name: texts, bin: v.string(), address: texts, contact: v.string() }),
  overview: meResult,
  consents: v.array(
    v.object({
      ...consentFacts.entries,
      actor: v.string(),
      /** Where on the page it was given. */
      surface: v.string(),
      gpcAtChoice: v.boolean(),
      /** The name that a form asked for with it. */
      name: v.nullable(v.string()),
      events: v.array(
        v.object({
          at: instant,
          state: v.string(),
          actor: v.string(),
          purposes: v.record(v.string(), v.boolean()),
          dataKinds: v.record(v.string(), v.boolean()),
        }),
      ),
    }),
  ),
  visits: v.array(
    v.object({
      id: v.string(),
      day,
      seenAt: v.nullable(instant),
      durationMs: v.nullable(v.number()),
      address: v.nullable(v.string()),
      browser: v.nullable(v.string()),
      os: v.nullable(v.string()),
      device: v.nullable(v.string()),
    }),
  ),
  messages: v.array(
    v.object({
      reference: v.string(),
      receivedAt: instant,
      closedAt: v.nullable(instant),
      language,
      isBlocked: v.boolean(),
      name: v.nullable(v.string()),
      email: v.nullable(v.string()),
      phone: v.nullable(v.string()),
      message: v.nullable(v.string()),
    }),
  ),
  requests: v.array(
    v.object({
      ...requestResult.entries,
      text: v.nullable(v.string()),
      email: v.nullable(v.string()),
    }),
  ),
  /** Every block and restriction, including lifted ones. */
  restrictionHistory: v.array(
    v.object({
      kind: v.picklist(['consent', 'message']),
      ref: v.string(),
      /** Empty: everything. */
      purpose: v.string(),
      at: instant,
      liftedAt: v.nullable(instant),
    }),
  ),
  /** Stored values that cannot be decrypted; they are `null` above. */
  unreadable: v.array(
    v.object({
      category,
      /** Reference, number or id of the owning record. */
      ref: v.string(),
      field: v.string(),
    }),
  ),
})
/** All data stored about the person who asks, GET `/v1/me/export` (DS-02). */
export type ExportResult = DeepReadonly<v.InferOutput<typeof exportResult>>

export const deletionQuery = v.strictObject({
  /** From the response to the same request without it; identifies what that response listed. */
  confirm: v.optional(patternText(/^[0-9a-f]{64}$/, 'confirm', 64)),
})

export const deletionResult = v.object({
  /** `confirmation_needed`: nothing was deleted yet. `kept`: all of it must be kept. */
  state: v.picklist(['confirmation_needed', 'deleted', 'kept']),
  /** To be sent as `?confirm=`; `null` after the confirmation. */
  confirm: v.nullable(v.string()),
  /** `D-` and eight letters and digits: identifies the deletion in the register of destructions. */
  number: v.nullable(v.string()),
  /** What is, or was, deleted at once. */
  deletes: v.array(v.object({ category, count: v.number() })),
  /** What is kept, and why. */
  keeps: v.array(
    v.object({
      what: category,
      reason: v.picklist(['proof_of_consent', 'legal_hold']),
      /** For a legal hold: its last day. The data are deleted after it, without being asked again. */
      untilOn: v.exactOptional(day),
    }),
  ),
})
/** What a deletion deletes and keeps, DELETE `/v1/me` (DS-05, DS-13). */
export type DeletionResult = DeepReadonly<v.InferOutput<typeof deletionResult>>
