import type { RestrictionResult } from '../../../server/contract/index.ts'
import * as acts from '../../text/kk/my-acts.ts'
import * as my from '../../text/kk/my-data.ts'
import { Deletion } from './deletion.tsx'
import { Downloads } from './downloads.tsx'
import { Lift } from './lift.tsx'
import { RequestForm } from './request-form.tsx'
import type { ShownProps } from './runner.ts'

/** What a person can do with the data shown: take them along, stop, withdraw, ask, delete. */
export const Acts = (props: ShownProps) => {
  const isBlocked = props.me.restrictions.some((one) => one.isBlocked)
  const isAnyGranted = props.me.purposes.some((one) => one.isGranted)
  return (
    <>
      <section aria-labelledby="kelisim-my-acts">
        <h3 id="kelisim-my-acts">{acts.actTitle}</h3>
        <Downloads {...props} />
        <div class="kelisim-acts">
          {!isBlocked && (
            <button type="button" onClick={() => void block(props)}>
              {acts.actBlock}
            </button>
          )}
          {isAnyGranted && (
            <button type="button" onClick={() => void withdraw(props)}>
              {acts.actWithdraw}
            </button>
          )}
        </div>
        {isBlocked && <Lift {...props} />}
        <Deletion {...props} />
      </section>
      <RequestForm {...props} />
    </>
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
