import type { FactorOfferResult } from '../../../contract/index.ts'
import { auditAccount } from '../../../domain/staff/account.ts'
import {
  confirmFactor,
  offerFactor,
  removeFactor,
  renewRecoveryCodes,
} from '../../../domain/staff/second-factor.ts'
import { readUndertaking } from '../../../domain/staff/undertaking.ts'
import { answerEmpty, answerJson } from '../../../http/answering/answer.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import { operation } from '../../../http/operations/operation.ts'
import { staffBeforeReady } from '../../../http/operations/who.ts'
import { answerCodes, requireAccount } from './account.ts'
import { beginAfterFactor } from './admit.ts'
import { createFactorCheck } from './show-factor.ts'

const who = staffBeforeReady
const PATH = '/v1/admin/account'

/** The signed-in person’s second factor and undertaking. */
export const factorOperations = [
  operation({
    ...{ method: 'post', path: `${PATH}/factor-offer`, tag: 'Console', id: 'offerFactor' },
    who,
    summary: 'Get a secret for a second factor',
    description: 'For an authenticator app. Nothing is stored before a code of it was shown.',
    answers: [{ status: 200, description: 'The secret.', schema: 'FactorOfferResult' }],
    errors: ['factor_present'],
    handler:
      (deps) =>
      async ({ c, staff }) => {
        const account = await requireAccount(staff, deps)
        if (account.totpSecret !== null) throw new ApiError('factor_present')
        const own = deps.publicUrl ?? `https://${c.req.header('host') ?? ''}`
        const issuer = own.replace(/^https?:\/\//, '')
        const offer: FactorOfferResult = await offerFactor(account, { ...deps, issuer })
        return answerJson(200, offer)
      },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/factor`, tag: 'Console', id: 'confirmFactor' },
    who,
    summary: 'Set up the second factor',
    description:
      'With a code of the offered secret. Answers with ten recovery codes, once. Ends every session and begins a new one for this browser.',
    body: { schema: 'FactorBody', takes: 'json' },
    answers: [{ status: 200, description: 'Set up.', schema: 'RecoveryCodesResult' }],
    errors: ['factor_refused', 'factor_present', 'sign_in_refused'],
    handler:
      (deps) =>
      async ({ c, body, staff }) => {
        const account = await requireAccount(staff, deps)
        const result = await confirmFactor(account, body, deps)
        if (result === 'wrong')
          throw new ApiError('factor_refused', { fields: { code: 'invalid' } })
        if (result === 'present') throw new ApiError('factor_present')
        return beginAfterFactor(c, { ...account, hasFactor: true }, deps, (headers) =>
          answerCodes(result, headers),
        )
      },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/factor-removal`, tag: 'Console', id: 'removeFactor' },
    who,
    summary: 'Remove the second factor',
    description:
      'With the password and a code. Where one is required, nothing else is possible until another one is set up. Ends every session and begins a new one for this browser.',
    body: { schema: 'FactorChangeBody', takes: 'json' },
    answers: [{ status: 204, description: 'Removed.' }],
    errors: ['sign_in_refused', 'factor_refused', 'not_found'],
    handler: (deps) => {
      const check = createFactorCheck(deps)
      return async ({ c, body, staff }) => {
        const account = await check(c, staff, body)
        await removeFactor(account, deps)
        return beginAfterFactor(c, { ...account, hasFactor: false }, deps, (headers) =>
          answerEmpty(204, headers),
        )
      }
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/recovery-codes`, tag: 'Console', id: 'renewRecoveryCodes' },
    who,
    summary: 'Get new recovery codes',
    description: 'With the password and a code. The earlier ones are void.',
    body: { schema: 'FactorChangeBody', takes: 'json' },
    answers: [{ status: 200, description: 'The codes.', schema: 'RecoveryCodesResult' }],
    errors: ['sign_in_refused', 'factor_refused', 'not_found'],
    handler: (deps) => {
      const check = createFactorCheck(deps)
      return async ({ c, body, staff }) => {
        const account = await check(c, staff, body)
        return answerCodes(await renewRecoveryCodes(account, deps))
      }
    },
  }),
  operation({
    ...{ method: 'get', path: '/v1/admin/undertaking', tag: 'Console', id: 'readUndertaking' },
    who,
    summary: 'Read the undertaking of confidentiality',
    description: 'The version in force, in three languages.',
    answers: [{ status: 200, description: 'The text.', schema: 'UndertakingResult' }],
    handler: (deps) => async () => answerJson(200, await readUndertaking(deps)),
  }),
  operation({
    ...{ method: 'post', path: '/v1/admin/undertaking', tag: 'Console', id: 'acceptUndertaking' },
    who,
    summary: 'Accept the undertaking of confidentiality',
    description:
      'Kept with version, hash and time (clause 7.2(4)). Where a second factor is required, after it was set up.',
    body: { schema: 'UndertakingBody', takes: 'json' },
    answers: [{ status: 204, description: 'Accepted.' }],
    errors: ['undertaking_outdated'],
    handler:
      (deps) =>
      async ({ body, staff }) => {
        const { id, totpSecret } = await requireAccount(staff, deps)
        // Whoever has the password alone must not undertake anything in the name of its owner.
        if (totpSecret === null && deps.isProduction) throw new ApiError('second_factor_required')
        const { version, sha256 } = await readUndertaking(deps)
        if (body.version !== version) throw new ApiError('undertaking_outdated')
        const act = { action: 'undertaking.accept', account: id, facts: { version, sha256 } }
        const accepted = {
          undertakingVersion: version,
          undertakingHash: sha256,
          undertakingAtMs: deps.clock(),
        }
        await deps.store.acceptUndertaking(id, accepted, {
          entries: [await auditAccount(act, deps)],
        })
        return answerEmpty(204)
      },
  }),
]
