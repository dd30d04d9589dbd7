import { Component } from 'preact'
import * as my from '../../../text/kk/my-data.ts'
import type { UiHost } from '../../props.ts'
import { protect } from '../../root/protect.ts'
import { adoptSheet } from '../../root/sheet.ts'
import type { Subject } from '../facts/subject.ts'
import { roomCss } from './room-styles.ts'
import type { Runner, ShownProps } from './runner.ts'

/** The rooms of the panel, each a view of its own. */
export type RoomName = 'copy' | 'stop' | 'delete' | 'find' | 'ask' | 'complain'

/**
 * Opens a room.
 *
 * @param title The room's heading: the action done there.
 * @param event The click on the button that opens it; the button gets the focus back.
 */
export type Enter = (name: RoomName, title: string, event: Event) => void

type Acts = typeof import('../acts.tsx')

/** The content of a room. */
export type RoomPart = Partial<
  Pick<Acts, 'Copy' | 'Stop' | 'Deletion'> &
    typeof import('../find.tsx') &
    typeof import('../ask.tsx') &
    typeof import('../complain.tsx')
>

/** What the rooms show and act on. */
export interface RoomContent {
  readonly host: UiHost
  readonly subject: Subject
  readonly runner: Runner
  /** The data shown. */
  readonly shown: ShownProps | undefined
  /** Called with the credential that the person has entered. */
  onCredential(credential: string): void
}

interface RoomProps extends RoomContent {
  readonly name: RoomName
  readonly title: string
  readonly parts: RoomPart
  readonly isHidden: boolean
  onBack(): void
}

/** One room: the back button, the heading, which gets the focus whenever the room is entered, and the content. */
export class Room extends Component<RoomProps> {
  declare unadopt: () => void

  override componentDidMount(): void {
    this.unadopt = adoptSheet(protect(roomCss))
    this.focus()
  }

  override componentDidUpdate(before: RoomProps): void {
    if (before.isHidden && !this.props.isHidden) this.focus()
  }

  override componentWillUnmount(): void {
    this.unadopt()
  }

  focus(): void {
    const section = this.base as HTMLElement
    section.querySelector('h3')?.focus({ preventScroll: true })
    // Where few lines fit, the ancestors scroll instead.
    for (let box = section.parentElement; box?.tagName === 'DIV'; box = box.parentElement)
      box.scrollTo(0, 0)
  }

  override render(props: RoomProps) {
    const { name, title, isHidden, onBack } = props
    const id = `kelisim-my-${name}`
    return (
      <section hidden={isHidden} aria-labelledby={id}>
        <div>
          <button type="button" class="kelisim-back" onClick={onBack}>
            {my.myBack}
          </button>
          <h3 id={id} tabIndex={-1}>
            {title}
          </h3>
        </div>
        {renderContent(props)}
      </section>
    )
  }
}

function renderContent({
  name,
  host,
  subject,
  runner,
  shown,
  parts,
  onCredential,
  onBack,
}: RoomProps) {
  const { Copy, Stop, Deletion, Find, Ask, Complain } = parts
  const { run, say } = runner
  if (name === 'complain') return Complain && <Complain host={host} />
  if (name === 'find') return Find && <Find {...{ host, subject, run, say, onCredential }} />
  if (name === 'ask') return Ask && <Ask shown={shown} />
  if (!shown) return undefined
  if (name === 'copy') return Copy && <Copy {...shown} />
  if (name === 'stop') return Stop && <Stop {...shown} />
  return Deletion && <Deletion {...shown} onBack={onBack} />
}
