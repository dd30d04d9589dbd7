import type { MeResult, RestrictionResult } from '../../../server/contract/index.ts'
import * as my from '../../text/kk/my-data.ts'
import * as held from '../../text/kk/my-held.ts'
import { fill } from '../fill.ts'
import { Said } from '../said.tsx'
import type { ShownProps } from './runner.ts'
import { purposes as names } from './terms.ts'

type Purpose = MeResult['purposes'][number]

/** Each purpose with its state, and the ways to stop it for now (DS-07) or to withdraw it for good (DS-06). */
export const Purposes = ({ me, subject, credential, change }: ShownProps) => {
  const stop = (purpose: string, isStopped: boolean) =>
    change(
      () =>
        subject.ask<RestrictionResult>(`/v1/me/restrictions${isStopped ? '/lift' : ''}`, {
          credential,
          body: { purpose, ...(isStopped && { reason: 'person_agrees' }) },
        }),
      isStopped ? held.saidResumed : held.saidStopped,
    )
  const withdraw = (purpose: string) =>
    change(
      () => subject.withdraw(credential, purpose),
      (when) => (when === 'later' ? my.myWithdrawLater : held.saidWithdrawn),
    )
  return (
    <ul>
      {me.purposes.map((one) => {
        const purpose = names[one.purpose] ?? one.purpose
        const label = (template: string) => fill(template, { purpose })
        const isStopped = isStoppedAlone(me, one)
        return (
          <li key={one.consentId + one.purpose}>
            <p>
              <Said text={`${purpose} (${one.policyClause}): ${stateOf(one)}`} />
            </p>
            {one.isGranted && (
              <div class="kelisim-acts">
                {(isStopped || !one.isRestricted) && one.purpose !== 'contact' && (
                  <button type="button" onClick={() => void stop(one.purpose, isStopped)}>
                    <Said text={label(isStopped ? held.purposeResume : held.purposeStop)} />
                  </button>
                )}
                <button type="button" onClick={() => void withdraw(one.purpose)}>
                  {label(held.purposeWithdraw)}
                </button>
              </div>
            )}
          </li>
        )
      })}
    </ul>
  )
}

const stateOf = ({ isGranted, isRestricted }: Purpose): string => {
  if (!isGranted) return held.purposeRefused
  return isRestricted ? held.purposeStopped : held.purposeGranted
}

/** Whether this purpose was stopped by itself, rather than by a block of everything. */
const isStoppedAlone = ({ restrictions }: MeResult, { consentId, purpose }: Purpose): boolean =>
  restrictions.some(
    ({ ref, isBlocked, restrictedPurposes }) =>
      ref === consentId && !isBlocked && restrictedPurposes.includes(purpose),
  )
