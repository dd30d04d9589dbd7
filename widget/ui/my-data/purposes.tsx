import type { MeResult, RestrictionResult } from '../../../server/contract/index.ts'
import * as my from '../../text/kk/my-data.ts'
import * as held from '../../text/kk/my-held.ts'
import * as text from '../../text/kk.ts'
import { fill } from '../placeholder/fill.ts'
import { Said } from '../settings/said.tsx'
import { purposes as names } from './facts/terms.ts'
import type { ShownProps } from './room/runner.ts'

/** One row for a purpose, however many consents grant it. */
interface PurposeRow {
  readonly id: string
  readonly name: string
  readonly clause: string
  readonly isGranted: boolean
  /** Nothing that is granted may be used for now. */
  readonly isRestricted: boolean
  /** Restricted by itself, not by a block of everything. */
  readonly isStopped: boolean
}

/** Returns the purposes of all consents shown, each once. */
export function purposeRows({ purposes, restrictions }: MeResult): PurposeRow[] {
  const named = purposes.map(({ purpose }) => purpose)
  const ids = named.filter((id, at) => named.indexOf(id) === at)
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

/** Each purpose with its state, and the actions to restrict it (DS-07) or withdraw it (DS-06). */
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
  /** Text of the action with a placeholder for the purpose. */
  readonly template: string
  readonly purpose: string
  onClick(): void
}

/** The row shows the purpose; for a screen reader that reads only the button, its label includes it. */
const Act = ({ template, purpose, onClick }: ActProps) => (
  <button type="button" aria-label={fill(template, { purpose })} onClick={onClick}>
    <Said text={template.slice(0, template.indexOf(':'))} />
  </button>
)
