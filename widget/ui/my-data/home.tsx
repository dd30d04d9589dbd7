import * as acts from '../../text/kk/my-acts.ts'
import * as my from '../../text/kk/my-data.ts'
import * as text from '../../text/kk.ts'
import type { UiHost } from '../props.ts'
import { DeviceFold, DeviceLine } from './device.tsx'
import { Fact } from './facts/fact.tsx'
import type { Enter, RoomName } from './room/room.tsx'
import type { Deleted, ShownProps } from './room/runner.ts'

/** The part that shows stored data; loaded with the first data. */
export type HeldPart = typeof import('./facts/held.tsx')

interface UnshownProps {
  /** Reads the data again; present where reading failed. */
  readonly onAgain?: (() => void) | undefined
  /** Withdraws this device's grants; present where no data are shown. */
  readonly onWithdraw?: (() => void) | undefined
}

export interface HomeProps extends UnshownProps {
  readonly host: UiHost
  readonly isHidden: boolean
  readonly enter: Enter
  /** The data shown. */
  readonly shown?: ShownProps | undefined
  /** The part that shows them. */
  readonly held?: HeldPart | undefined
  /** A completed deletion. */
  readonly deleted?: Deleted | undefined
}

/**
 * The first view: what is stored, why and until when; the actions; each purpose; everything else that the law requires,
 * collapsed; and the buttons to the rooms.
 */
export const Home = ({ host, isHidden, shown, deleted, ...ways }: HomeProps) => {
  const held = shown && ways.held
  return (
    <div class="kelisim-view" hidden={isHidden}>
      {deleted && (
        <section>
          <p>
            <strong>{deleted[0]}</strong>
          </p>
          <p>{deleted[1]}</p>
        </section>
      )}
      <section class="kelisim-short" aria-labelledby="kelisim-my-short">
        <h3 id="kelisim-my-short">{my.myShort}</h3>
        <dl>
          <DeviceLine host={host} />
          {held ? <held.HeldLines {...shown} /> : <Unshown {...ways} />}
        </dl>
        {held ? (
          <held.HeldActs me={shown.me} enter={ways.enter} />
        ) : (
          ways.onAgain && <UnshownActs {...ways} />
        )}
      </section>
      {held && <held.Purposes {...shown} />}
      {(held || host.current()) && (
        <section aria-labelledby="kelisim-my-folds">
          <h3 id="kelisim-my-folds">{text.prefsDetails}</h3>
          <div class="kelisim-rows">
            {held && <held.HeldFolds {...shown} />}
            <DeviceFold host={host} />
          </div>
        </section>
      )}
      <Ways enter={ways.enter} />
    </div>
  )
}

const Unshown = ({ onAgain }: UnshownProps) => (
  <Fact name={my.mySchool} lines={[onAgain ? my.mySchoolUnread : my.mySchoolNone]} />
)

/** Actions where the data could not be read: retry, or withdraw, which works offline. */
const UnshownActs = ({ onAgain, onWithdraw }: UnshownProps) => (
  <div class="kelisim-acts">
    <button type="button" class="kelisim-main" onClick={onAgain}>
      {my.myAgain}
    </button>
    <button type="button" onClick={onWithdraw}>
      {text.prefsWithdraw}
    </button>
  </div>
)

const rooms: [RoomName, string][] = [
  ['find', my.myOther],
  ['ask', acts.actRequest],
  ['complain', my.myComplain],
]

/** Buttons to the rooms that need no data. */
const Ways = ({ enter }: { readonly enter: Enter }) => (
  <section aria-labelledby="kelisim-my-more">
    <h3 id="kelisim-my-more">{my.myMore}</h3>
    <ul class="kelisim-rows">
      {rooms.map(([name, title]) => (
        <li key={name}>
          <button type="button" onClick={(event) => enter(name, title, event)}>
            {title}
          </button>
        </li>
      ))}
    </ul>
    <p>{my.myFree}</p>
  </section>
)
