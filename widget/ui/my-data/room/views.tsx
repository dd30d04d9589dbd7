import { Component } from 'preact'
import * as my from '../../../text/kk/my-data.ts'
import { type HeldPart, Home } from '../home.tsx'
import type { Enter, RoomContent, RoomName, RoomPart } from './room.tsx'
import type { Deleted } from './runner.ts'

interface ViewsProps extends RoomContent {
  readonly held: HeldPart | undefined
  readonly deleted: Deleted | undefined
  readonly onAgain: (() => void) | undefined
  readonly onWithdraw: (() => void) | undefined
}

/** Loads the content of each room; the three actions share a file. */
const loads: Readonly<Record<RoomName, () => Promise<RoomPart>>> = {
  copy: () => import('../acts.tsx'),
  stop: () => import('../acts.tsx'),
  delete: () => import('../acts.tsx'),
  find: () => import('../find.tsx'),
  ask: () => import('../ask.tsx'),
  complain: () => import('../complain.tsx'),
}

interface ViewsState {
  /** The frame of every room; loaded with the first of them. */
  readonly Room?: typeof import('./room.tsx').Room
  /** The contents loaded so far. */
  readonly parts: RoomPart
  /** The rooms that are rendered, including hidden ones. */
  readonly rooms: readonly { readonly name: RoomName; readonly title: string }[]
  /** The visible room. Absent: the first view. */
  readonly room?: RoomName | undefined
}

/** Rooms with input fields, kept so that typed text is not lost by leaving them. */
const KEPT: readonly RoomName[] = ['find', 'ask']

/** The first view and the rooms, of which one is visible at a time. They have no entries in the browser's history. */
export class Views extends Component<ViewsProps, ViewsState> {
  /** The button that opened the visible room. */
  declare opener: HTMLElement | undefined
  declare enter: Enter
  declare onBack: () => void

  constructor(props: ViewsProps) {
    super(props)
    this.state = { parts: {}, rooms: [] }
    this.enter = (...given) => this.enterRoom(...given)
    this.onBack = () => this.leave()
  }

  enterRoom(...[name, title, event]: Parameters<Enter>): void {
    const { runner } = this.props
    this.opener = event.currentTarget as HTMLElement
    runner.hush()
    Promise.all([import('./room.tsx'), loads[name]()]).then(
      ([{ Room }, part]) =>
        this.setState(({ parts, rooms }) => ({
          Room,
          parts: { ...parts, ...part },
          rooms: [...rooms.filter((one) => one.name !== name), { name, title }],
          room: name,
        })),
      () => runner.say(my.myOffline),
    )
  }

  /** Returns to the first view and focuses the button that opened the room. Returns whether a room was open. */
  leave(): boolean {
    const { room, rooms } = this.state
    if (!room) return false
    this.props.runner.hush()
    const kept = rooms.filter(({ name }) => KEPT.includes(name))
    this.setState({ room: undefined, rooms: kept }, () => this.opener?.focus())
    return true
  }

  /** Shows a new first view; every room is removed. */
  goHome(onShown: () => void): void {
    this.setState({ room: undefined, rooms: [] }, onShown)
  }

  override render(props: ViewsProps, { Room, parts, rooms, room }: ViewsState) {
    const { enter, onBack } = this
    return (
      <div class="kelisim-scroll">
        <Home {...props} enter={enter} isHidden={!!room} />
        {Room &&
          rooms.map((one) => (
            <Room
              key={one.name}
              {...props}
              {...one}
              {...{ parts, onBack }}
              isHidden={room !== one.name}
            />
          ))}
      </div>
    )
  }
}
