import type { MeResult, RestrictionResult } from '../../../server/contract/index.ts'
import * as my from '../../text/kk/my-data.ts'
import * as held from '../../text/kk/my-held.ts'
import * as text from '../../text/kk.ts'
import { fill } from '../placeholder/fill.ts'
import { Said } from '../settings/said.tsx'
import { purposes as names } from './facts/terms.ts'
import type { ShownProps } from './room/runner.ts'

/** A purpose as one row, however many consents grant it. */
interface PurposeRow {
  readonly id: string
  readonly name: string
  readonly clause: string
  readonly isGranted: boolean
  /** Nothing that is granted may be used for now. */
  readonly isRestricted: boolean
  /** Stopped by itself, rather than by a block of everything. */
  readonly isStopped: boolean
}

/** The purposes of every consent shown, each once. */
export function purposeRows({ purposes, restrictions }: MeResult): PurposeRow[] {
  const ids = [...new Set(purposes.map(({ purpose }) => purpose))]
  return ids.map((id) => {
    const all = purposes.filter(({ purpose }) => purpose === id)
    const granted = all.filter(({ isGranted }) => isGranted)
    return {
      id,
      name: names[id] ?? id,
      clause: all[0]?.policyClause ?? '',
      isGranted: granted.length > 0,
      isRestricted: granted.length > 0 && granted.every(({ isRestricted }) => isRestricted),
      isStopped: granted.some(({ consentId }) =>
        restrictions.some(
          ({ ref, isBlocked, restrictedPurposes }) =>
            ref === consentId && !isBlocked && restrictedPurposes.includes(id),
        ),
      ),
    }
  })
}

/** Each purpose with its one state, and the ways to stop it for now (DS-07) or to withdraw it for good (DS-06). */
export const Purposes = (props: ShownProps) => (
  <section aria-labelledby="kelisim-my-purposes">
    <h3 id="kelisim-my-purposes">{held.heldPurposes}</h3>
    <ul class="kelisim-rows">
      {purposeRows(props.me).map((row) => (
        <li key={row.id}>
          <p class="kelisim-purpose">
            <strong>{row.name}</strong>
            <Said text={stateOf(row)} />
          </p>
          <p>{fill(text.prefsClause, { clause: row.clause })}</p>
          {row.isGranted && <PurposeActs {...props} row={row} />}
        </li>
      ))}
    </ul>
  </section>
)

const stateOf = ({ isGranted, isRestricted }: PurposeRow): string => {
  if (!isGranted) return held.purposeRefused
  return isRestricted ? held.purposeStopped : held.purposeGranted
}

const PurposeActs = ({
  subject,
  credential,
  change,
  row,
}: ShownProps & { readonly row: PurposeRow }) => {
  const { id: purpose, isStopped } = row
  const stop = () =>
    change(
      () =>
        subject.ask<RestrictionResult>(`/v1/me/restrictions${isStopped ? '/lift' : ''}`, {
          credential,
          body: { purpose, ...(isStopped && { reason: 'person_agrees' }) },
        }),
      isStopped ? held.saidResumed : held.saidStopped,
    )
  const withdraw = () =>
    change(
      () => subject.withdraw(credential, purpose),
      (when) => (when === 'later' ? my.myWithdrawLater : held.saidWithdrawn),
    )
  return (
    <div class="kelisim-acts">
      {(isStopped || !row.isRestricted) && purpose !== 'contact' && (
        <Act
          template={isStopped ? held.purposeResume : held.purposeStop}
          purpose={row.name}
          onClick={() => void stop()}
        />
      )}
      <Act template={held.purposeWithdraw} purpose={row.name} onClick={() => void withdraw()} />
    </div>
  )
}

interface ActProps {
  /** What it does, a colon, and of which purpose. */
  readonly template: string
  readonly purpose: string
  onClick(): void
}

/** The row says of which purpose; to who hears the button alone, its name does. */
const Act = ({ template, purpose, onClick }: ActProps) => (
  <button type="button" aria-label={fill(template, { purpose })} onClick={onClick}>
    <Said text={template.slice(0, template.indexOf(':'))} />
  </button>
)
