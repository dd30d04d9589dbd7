import type { ConsentBody, WithdrawalBody } from '../../contract/index.ts'
import { uuidV7 } from '../../contract/words.ts'
import { dayOf } from '../../domain/calendar/day.ts'
import { decideConsent } from '../../domain/consents/consent-record.ts'
import { findReplacement } from '../../domain/consents/replaced-consent.ts'
import { storeWithdrawal } from '../../domain/consents/withdrawal.ts'
import { buildReceipt } from '../../domain/receipt/receipt.ts'
import {
  countConsent,
  countReplacement,
  countWithdrawal,
} from '../../domain/statistics/choice-counts.ts'
import { countConsentDetails } from '../../domain/statistics/detail-counts.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import { buildChoiceCookies } from '../../http/answering/choice-cookie.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { type Call, operation } from '../../http/operations/operation.ts'
import { hasPrivacySignal } from '../../http/reading/privacy-signal.ts'
import type { StoredConsent } from '../../store/store.ts'
import { findOwnConsent } from './own-consent.ts'

const recordId = {
  description: 'The consent record, by the id that the browser made.',
  schema: uuidV7,
}

/** Records of choices: creating, reading, withdrawing. */
export const consentOperations = [
  operation({
    ...{ method: 'post', path: '/v1/consents', tag: 'Consents', id: 'giveConsent' },
    who: 'page',
    summary: 'Record a choice that grants something',
    description:
      'Acknowledged once it is on disk. `id` is the idempotency key: the same choice sent again changes nothing and ' +
      'is answered with the receipt of the record. A choice that grants nothing is a refusal and is not taken here.',
    body: { schema: 'ConsentBody', takes: 'json_or_text' },
    answers: [
      { status: 201, description: 'Recorded. The visitor’s copy.', schema: 'ConsentResult' },
    ],
    errors: [
      ...(['purpose_unknown', 'purpose_missing', 'nothing_granted'] as const),
      ...(['policy_version_outdated', 'policy_version_unknown', 'id_reused'] as const),
    ],
    handler: (deps) => (call) => giveConsent(call, deps),
  }),
  operation({
    ...{ method: 'get', path: '/v1/consents/{id}', tag: 'Consents', id: 'readConsent' },
    who: 'record',
    summary: 'Read the state of a record',
    description:
      'For who holds its secret. A wrong secret is answered like a record that does not exist.',
    params: { id: recordId },
    answers: [{ status: 200, description: 'The record as it is now.', schema: 'ConsentResult' }],
    handler: (deps) => async (call) => {
      const stored = await findOwnConsent(call, deps)
      return answerJson(200, { receipt: receiptOf(stored, deps) }, call.cors)
    },
  }),
  operation({
    ...{ method: 'post', path: '/v1/consents/{id}/withdrawal', tag: 'Consents' },
    id: 'withdrawConsent',
    who: 'record',
    summary: 'Withdraw all purposes of a record, or some',
    description: 'From the answer on, no visit is taken on the strength of what was withdrawn.',
    params: { id: recordId },
    body: { schema: 'WithdrawalBody', takes: 'json_or_text' },
    answers: [
      { status: 201, description: 'Withdrawn. The record as it is now.', schema: 'ConsentResult' },
    ],
    errors: ['id_reused'],
    handler: (deps) => (call) => withdrawConsent(call, deps),
  }),
]

const receiptOf = (stored: StoredConsent, { site, clock }: AppDeps) =>
  buildReceipt(stored, stored.latest, site, clock())

async function giveConsent({ c, body, cors }: Call<ConsentBody>, deps: AppDeps): Promise<Response> {
  const nowMs = deps.clock()
  const secretHash = deps.cryptography.sha256(body.secret)
  // Most replace none; then nothing is read.
  const replacement =
    body.replaces === undefined ? undefined : await findReplacement(body, deps.store)
  const decision = await decideConsent(body, deps, {
    nowMs,
    isRenewal: replacement === 'renewal',
    cryptography: deps.cryptography,
    secretHash: secretHash instanceof Promise ? await secretHash : secretHash,
    hasPrivacySignal: hasPrivacySignal(c),
  })
  if (decision.kind === 'refused') throw new ApiError(decision.code, { fields: decision.fields })
  const { record, event } = decision
  const day = dayOf(nowMs, deps.site.timeZone)
  const result = await deps.store.addConsent(
    record,
    event,
    replacement === undefined
      ? [
          ...countConsent(
            { day, language: body.language, policyVersion: body.policyVersion },
            body.purposes,
          ),
          ...countConsentDetails(day, {
            ...{ purposes: body.purposes, dataKinds: body.dataKinds },
            isGpc: record.gpcAtChoice,
          }),
        ]
      : countReplacement(day, replacement),
  )
  if (result === 'conflict') throw new ApiError('id_reused', { fields: { id: 'invalid' } })
  if (result === 'stored') deps.metrics.count('consents')
  const receipt =
    result === 'stored'
      ? buildReceipt(record, event, deps.site, nowMs)
      : await readReceipt(record.id, deps)
  return answerJson(
    201,
    { receipt },
    { ...cors, ...buildChoiceCookies(c, receipt, body.secret, deps) },
  )
}

/** A retry gets the receipt of what was stored the first time, whatever happened to the record since. */
async function readReceipt(id: string, deps: AppDeps) {
  const stored = await deps.store.findConsent(id)
  if (!stored) throw new ApiError('store_unavailable')
  return receiptOf(stored, deps)
}

async function withdrawConsent(
  call: Call<WithdrawalBody, unknown, 'id'>,
  deps: AppDeps,
): Promise<Response> {
  const { c, body, cors } = call
  const stored = await findOwnConsent(call, deps)
  const nowMs = deps.clock()
  const counts = body.isReplaced ? [] : countWithdrawal(dayOf(nowMs, deps.site.timeZone))
  const withdrawn = await storeWithdrawal(stored.id, body, counts, deps)
  if (!withdrawn) throw new ApiError('not_found')
  const { outcome, consent } = withdrawn
  if (outcome === 'conflict') throw new ApiError('id_reused', { fields: { id: 'invalid' } })
  if (outcome === 'stored' && !body.isReplaced) deps.metrics.count('withdrawals')
  const receipt = buildReceipt(consent, consent.latest, deps.site, nowMs)
  return answerJson(
    201,
    { receipt },
    { ...cors, ...buildChoiceCookies(c, receipt, undefined, deps) },
  )
}
