import type { LiftReason, RestrictionResult } from '../../../server/contract/index.ts'
import * as acts from '../../text/kk/my-acts.ts'
import * as my from '../../text/kk/my-data.ts'
import { Field, readForm } from './field.tsx'
import type { ShownProps } from './room/runner.ts'

/** The two ways to stop everything: a block, which can be lifted (DS-04), and withdrawal (DS-06). */
export const Stop = (props: ShownProps) => {
  const isBlocked = props.me.restrictions.some((one) => one.isBlocked)
  const isAnyGranted = props.me.purposes.some((one) => one.isGranted)
  return (
    <>
      {isBlocked ? (
        <Lift {...props} />
      ) : (
        <div class="kelisim-choice">
          <p>{acts.actBlockHint}</p>
          <button type="button" class="kelisim-main" onClick={() => void block(props)}>
            {acts.actBlock}
          </button>
        </div>
      )}
      {isAnyGranted && (
        <div class="kelisim-choice">
          <p>{acts.actWithdrawHint}</p>
          <button type="button" onClick={() => void withdraw(props)}>
            {acts.actWithdraw}
          </button>
        </div>
      )}
    </>
  )
}

const reasons: [LiftReason, string][] = [
  ['person_agrees', acts.actAgree],
  ['data_corrected', acts.actCorrected],
]

/** Lifts a block for one of the reasons that a person can have (DS-04). */
const Lift = ({ change, subject, credential }: ShownProps) => {
  const lift = (event: Event) => {
    event.preventDefault()
    const body = readForm(event.currentTarget as HTMLFormElement)
    void change(
      () => subject.ask<RestrictionResult>('/v1/me/restrictions/lift', { credential, body }),
      acts.saidUnblocked,
      { held_by_law: acts.errHeld, consent_withdrawn: acts.errWithdrawn },
    )
  }
  return (
    <form class="kelisim-choice" onSubmit={lift}>
      <p>{acts.actUnblockHint}</p>
      <Field as="select" name="reason" label={acts.actReason}>
        {reasons.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Field>
      <button type="submit" class="kelisim-main">
        {acts.actUnblock}
      </button>
    </form>
  )
}

const block = ({ change, subject, credential }: ShownProps) =>
  change(
    () => subject.ask<RestrictionResult>('/v1/me/restrictions', { credential, body: {} }),
    acts.saidBlocked,
  )

const withdraw = ({ change, subject, credential }: ShownProps) => {
  const own = subject.own()
  const said = own && credential.startsWith(own.id) ? acts.saidWithdrawnOwn : acts.saidWithdrawn
  return change(
    () => subject.withdraw(credential),
    (when) => (when === 'later' ? my.myWithdrawLater : said),
  )
}
