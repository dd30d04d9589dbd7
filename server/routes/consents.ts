import { type Context, Hono } from 'hono'
import { consentBody, recordSecret, withdrawalBody } from '../contract/visitor/consent.ts'
import { uuidV7 } from '../contract/words.ts'
import { dayOf } from '../domain/calendar/day.ts'
import { decideConsent } from '../domain/consents/consent-record.ts'
import { findReplacement } from '../domain/consents/replaced-consent.ts'
import { storeWithdrawal } from '../domain/consents/withdrawal.ts'
import { buildReceipt } from '../domain/receipt/receipt.ts'
import { signReceipt } from '../domain/receipt/sign-receipt.ts'
import {
  countConsent,
  countReplacement,
  countWithdrawal,
} from '../domain/statistics/choice-counts.ts'
import { answerJson } from '../http/answering/answer.ts'
import { ApiError } from '../http/answering/api-error.ts'
import { buildChoiceCookies } from '../http/answering/choice-cookie.ts'
import type { AppDeps } from '../http/app-deps.ts'
import { check } from '../http/reading/check.ts'
import { readKeyCookie } from '../http/reading/key-cookie.ts'
import { hasPrivacySignal } from '../http/reading/privacy-signal.ts'
import { readBody } from '../http/reading/read-body.ts'
import type { StoredConsent } from '../store/store.ts'
import { createAnswerReceiptPage } from './pages/receipt/answer-receipt-page.ts'

/** Records of choices: given, read, withdrawn. */
export function consentRoutes(deps: AppDeps): Hono {
  const answerReceiptPage = createAnswerReceiptPage(deps)
  return new Hono()
    .post('/', (c) => giveConsent(c, deps))
    .get('/:id', async (c) => {
      const stored = await findOwnConsent(c, deps)
      return answerJson(200, { receipt: receiptOf(stored, deps) }, deps.guard.headers(c))
    })
    .get('/:id/receipt', async (c) => {
      const stored = await findOwnConsent(c, deps)
      const signed = await signReceipt(stored, deps)
      if (!signed) throw new ApiError('not_found')
      if (c.req.query('format') === 'html') {
        const page = await answerReceiptPage(c, signed)
        // The my-data panel saves it on the school's pages, which may lie elsewhere.
        for (const [name, value] of Object.entries(deps.guard.headers(c)))
          page.headers.set(name, value)
        return page
      }
      return answerJson(200, signed, {
        ...deps.guard.headers(c),
        'content-disposition': `attachment; filename="kelisim-receipt-${stored.id}.json"`,
      })
    })
    .post('/:id/withdrawal', (c) => withdrawConsent(c, deps))
}

const receiptOf = (stored: StoredConsent, { site, clock }: AppDeps) =>
  buildReceipt(stored, stored.latest, site, clock())

async function giveConsent(c: Context, deps: AppDeps): Promise<Response> {
  const cors = deps.guard.check(c)
  const body = await readBody(c, consentBody)
  const nowMs = deps.clock()
  const secretHash = deps.cryptography.sha256(body.secret)
  // Most replace none, and then nothing is read.
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
      ? countConsent(
          { day, language: body.language, policyVersion: body.policyVersion },
          body.purposes,
        )
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

/**
 * The record that an address names, for who holds its secret: in `Authorization`, or in the cookie that this server
 * set where the page is of the same site.
 *
 * @throws {ApiError} `secret_missing` (401); `not_found` (404) alike for a wrong secret and for no record (CR-07).
 */
async function findOwnConsent(
  c: Context,
  { store, cryptography }: AppDeps,
): Promise<StoredConsent> {
  const id = c.req.param('id') ?? ''
  const secret =
    /^Bearer ([\w-]+)$/i.exec(c.req.header('authorization') ?? '')?.[1] ?? readKeyCookie(c)
  if (!secret) throw new ApiError('secret_missing', { headers: { 'www-authenticate': 'Bearer' } })
  const isReadable =
    check(uuidV7, id).kind === 'right' && check(recordSecret, secret).kind === 'right'
  const stored = isReadable ? await store.findConsent(id) : undefined
  const isOwner =
    stored?.secretHash && cryptography.isEqual(stored.secretHash, await cryptography.sha256(secret))
  if (!isOwner) throw new ApiError('not_found')
  return stored
}

async function withdrawConsent(c: Context, deps: AppDeps): Promise<Response> {
  const cors = deps.guard.check(c)
  const body = await readBody(c, withdrawalBody)
  const stored = await findOwnConsent(c, deps)
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
