import type { MeResult } from '../../../../server/contract/index.ts'
import * as acts from '../../../text/kk/my-acts.ts'
import * as held from '../../../text/kk/my-held.ts'
import { Said } from '../../settings/said.tsx'
import type { Enter, RoomName } from '../room/room.tsx'

interface HeldActsProps {
  readonly me: MeResult
  readonly enter: Enter
}

/** The three actions; each opens a room that explains it before it is done. */
export const HeldActs = ({ me, enter }: HeldActsProps) => {
  const isBlocked = me.restrictions.some((one) => one.isBlocked)
  const all: [RoomName, string, string][] = [
    ['copy', held.actCopy, held.actCopy],
    [
      'stop',
      isBlocked ? acts.actUnblock : held.actStop,
      isBlocked ? acts.actUnblock : held.actStop,
    ],
    ['delete', held.actErase, acts.actDelete],
  ]
  return (
    <>
      {isBlocked && (
        <p>
          <strong>{held.heldAll}</strong>
        </p>
      )}
      <div class="kelisim-acts kelisim-bar">
        {all.map(([name, label, title], index) => (
          <button
            key={name}
            type="button"
            class={index ? undefined : 'kelisim-main'}
            onClick={(event) => enter(name, title, event)}
          >
            <Said text={label} />
          </button>
        ))}
      </div>
    </>
  )
}
