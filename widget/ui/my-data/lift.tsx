import type { LiftReason, RestrictionResult } from '../../../server/contract/index.ts'
import * as acts from '../../text/kk/my-acts.ts'
import { Field, readForm } from './field.tsx'
import type { ShownProps } from './runner.ts'

const reasons: [LiftReason, string][] = [
  ['person_agrees', acts.actAgree],
  ['data_corrected', acts.actCorrected],
]

/** Lets a block end, for a reason that a person can have (DS-04). */
export const Lift = ({ change, subject, credential }: ShownProps) => {
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
    <form onSubmit={lift}>
      <Field as="select" name="reason" label={acts.actReason}>
        {reasons.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Field>
      <button type="submit">{acts.actUnblock}</button>
    </form>
  )
}
