import { Component } from 'preact'
import type { MeResult } from '../../../../server/contract/index.ts'
import * as my from '../../../text/kk/my-data.ts'
import * as text from '../../../text/kk.ts'
import { TITLE_ID } from '../../dialog/dialog.ts'
import type { SendResult, UiHost } from '../../props.ts'
import { Said } from '../../settings/said.tsx'
import type { Subject } from '../facts/subject.ts'
import type { HeldPart } from '../home.tsx'
import { createRunner, type Deleted, type Run, type Runner } from './runner.ts'
import { Views } from './views.tsx'

interface PanelProps {
  readonly host: UiHost
  readonly subject: Subject
  onClose(): void
}

interface PanelState {
  readonly said: string
  readonly credential?: string | undefined
  readonly me?: MeResult | undefined
  /** The part that shows the data; loaded with the first of them. */
  readonly held?: HeldPart
  /** The data of this device's record could not be read. */
  readonly isUnread?: boolean
  /** A completed deletion. */
  readonly deleted?: Deleted
}

const ME = '/v1/me'

/** Everything that a person can view and do about their data on this site (section 9 of the policy). */
export class MyDataPanel extends Component<PanelProps, PanelState> {
  // Declared, not initialised: the helper for class fields is larger in older syntax.
  declare runner: Runner
  declare change: Run
  declare views: Views | null

  constructor(props: PanelProps) {
    super(props)
    this.state = { said: '' }
    this.runner = createRunner((said) => this.setState({ said }))
    this.change = (work, ...words) =>
      this.runner.run(
        async () => {
          const answer = await work()
          // Before the success is announced, so that nothing moves under a finger after it.
          if (answer.kind === 'accepted') await this.readAnew()
          return answer
        },
        ...words,
      )
  }

  override componentDidMount(): void {
    this.openOwn()
  }

  /** Shows the data of this device's record, where it has one. */
  openOwn(): void {
    const { runner } = this
    const own = this.props.subject.own()
    if (!own) return
    runner.opening = this.show(`${own.id}.${own.secret}`, my.myEmpty, runner.runNow).then(
      (isKnown) => {
        runner.opening = undefined
        this.setState({ isUnread: !isKnown })
      },
    )
  }

  read(credential: string | undefined): Promise<SendResult<MeResult>> {
    return this.props.subject.ask<MeResult>(ME, credential ? { credential } : {})
  }

  async readAnew(): Promise<void> {
    const answer = await this.read(this.state.credential)
    if (answer.kind === 'accepted' && isMe(answer.body)) this.setState({ me: answer.body })
  }

  /** Shows the data that a credential gives access to. Returns whether the server has answered, even with nothing. */
  async show(credential: string, notFound: string, run = this.runner.run): Promise<boolean> {
    let isNone = false
    let held: HeldPart | undefined
    const me = await run(
      async () => {
        const [answer, part] = await Promise.all([this.read(credential), loadParts()])
        held = part
        isNone = answer.kind === 'refused' && answer.status === 404
        if (answer.kind !== 'accepted') return answer
        if (!isMe(answer.body)) return { kind: 'refused', status: 502, code: undefined } as const
        return held ? answer : ({ kind: 'offline' } as const)
      },
      '',
      { not_found: notFound },
    )
    if (!me || !held) return isNone
    this.setState({ held, credential, me })
    if (!me.isHeld) this.runner.say(my.myEmpty)
    return true
  }

  /** Shows the data of an entered credential as the first view. */
  async find(credential: string): Promise<void> {
    await this.show(credential, my.myErrSecret)
    if (this.state.credential === credential && this.state.me?.isHeld) this.goHome()
  }

  onDeleted(deleted: Deleted): void {
    const { host, subject } = this.props
    const own = subject.own()
    const isOwn = own && this.state.credential?.startsWith(own.id)
    this.setState({ deleted, me: undefined, credential: undefined })
    this.goHome()
    // If the server no longer has the record, its grants must end on this device too.
    if (isOwn) void host.choose({}, 'settings').then(() => this.forceUpdate())
  }

  /** Withdraws this device's grants as the settings do; works offline. */
  async withdrawOwn(): Promise<void> {
    const { subject } = this.props
    const own = subject.own()
    if (!own) return
    await this.runner.run(
      () => subject.withdraw(`${own.id}.${own.secret}`),
      (when) => (when === 'later' ? my.myWithdrawLater : text.prefsWithdrawn),
    )
  }

  /** Returns to the first view. Returns whether a room was open. */
  leave(): boolean {
    return this.views?.leave() === true
  }

  goHome(): void {
    this.views?.goHome(() => (this.base as HTMLElement).querySelector('h2')?.focus())
  }

  override render({ host, subject, onClose }: PanelProps, state: PanelState) {
    const { said, me, credential, held, deleted, isUnread } = state
    const { runner, change } = this
    const { run, say } = runner
    const shown = me?.isHeld &&
      credential && {
        ...{ host, subject, credential, me, run, change, say },
        onDeleted: (done: Deleted) => this.onDeleted(done),
      }
    const canWithdraw = isUnread && subject.own()
    return (
      <div>
        <header>
          <h2 id={TITLE_ID} tabIndex={-1} autofocus>
            {my.myTitle}
          </h2>
          <button type="button" onClick={onClose}>
            {my.myClose}
          </button>
        </header>
        <Views
          ref={(views: Views | null) => {
            this.views = views
          }}
          {...{ host, subject, runner, held, deleted }}
          shown={shown || undefined}
          onCredential={(given) => void this.find(given)}
          onAgain={canWithdraw ? () => this.openOwn() : undefined}
          onWithdraw={canWithdraw ? () => void this.withdrawOwn() : undefined}
        />
        <footer>
          <p role="status">
            <Said text={said} />
          </p>
        </footer>
      </div>
    )
  }
}

/** Returns whether a response has the expected shape: an old page may meet a newer server. */
const isMe = (body: MeResult | undefined): body is MeResult =>
  typeof body?.isHeld === 'boolean' && Array.isArray(body.purposes)

/** Loads the parts that show the data and act on them. `undefined` where a file could not be loaded. */
const loadParts = () =>
  Promise.all([import('../facts/held.tsx'), import('../acts.tsx')]).then(
    ([held]) => held,
    () => undefined,
  )
