import { Component, type ComponentType } from 'preact'
import type { MeResult } from '../../../server/contract/index.ts'
import * as my from '../../text/kk/my-data.ts'
import { TITLE_ID } from '../dialog.ts'
import { fill } from '../fill.ts'
import type { SendResult, UiHost } from '../props.ts'
import { Said } from '../said.tsx'
import { Device } from './device.tsx'
import { explain } from './explain.ts'
import type { FindProps } from './find.tsx'
import type { Run, RunArguments, ShownProps } from './runner.ts'
import type { Subject } from './subject.ts'

interface PanelProps {
  readonly host: UiHost
  readonly subject: Subject
  onClose(): void
}

interface PanelState {
  readonly said: string
  readonly credential?: string | undefined
  readonly me?: MeResult | undefined
  /** The parts that show them and act on them: brought with the first data. */
  readonly Held?: ComponentType<ShownProps>
  readonly Acts?: ComponentType<ShownProps>
  /** The ways to show who one is. */
  readonly Find?: ComponentType<FindProps>
  /** Names a deletion that was done. */
  readonly number?: string
}

const ME = '/v1/me'

/** Everything that a person can see and do about their data on this site (section 9 of the policy). */
export class MyDataPanel extends Component<PanelProps, PanelState> {
  // Declared and not initialised: the helper for class fields weighs more in older syntax.
  declare isBusy: boolean
  /** What this device's own key opens is being fetched: nobody has pressed for it. */
  declare opening: Promise<void> | undefined
  declare run: Run
  declare change: Run

  constructor(props: PanelProps) {
    super(props)
    this.state = { said: '' }
    this.run = (...given) => this.doOne(...given)
    this.change = (...given) => this.doAndRead(...given)
  }

  override componentDidMount(): void {
    const own = this.props.subject.own()
    import('./find.tsx').then(
      ({ Find }) => this.setState({ Find }),
      () => this.say(my.myOffline),
    )
    if (!own) return
    const run: Run = (...given) => this.doNow(...given)
    this.opening = this.show(`${own.id}.${own.secret}`, my.myEmpty, run)
  }

  say(said: string): void {
    this.setState({ said })
  }

  async doOne<Body>(...given: RunArguments<Body>): Promise<Body | undefined> {
    if (this.isBusy) return undefined
    this.isBusy = true
    // Else what it brings would take the place of what was asked for meanwhile.
    await this.opening
    const body = await this.doNow(...given)
    this.isBusy = false
    return body
  }

  async doNow<Body>(...[work, done, words]: RunArguments<Body>): Promise<Body | undefined> {
    this.say(my.myWorking)
    const answer = await work()
    if (answer.kind !== 'accepted') {
      this.say(explain(answer, words))
      return undefined
    }
    const { body } = answer
    this.say(body === undefined ? my.myErrServer : typeof done === 'function' ? done(body) : done)
    return body
  }

  async doAndRead<Body>(...given: RunArguments<Body>): Promise<Body | undefined> {
    const body = await this.run(...given)
    const answer = body && (await this.read(this.state.credential))
    if (answer?.kind === 'accepted' && isMe(answer.body)) this.setState({ me: answer.body })
    return body
  }

  read(credential: string | undefined): Promise<SendResult<MeResult>> {
    return this.props.subject.ask<MeResult>(ME, credential ? { credential } : {})
  }

  /** Shows the data that a credential opens. */
  async show(credential: string, notFound: string, run = this.run): Promise<void> {
    let parts: Pick<PanelState, 'Held' | 'Acts'> | undefined
    const me = await run(
      async () => {
        const [answer, loaded] = await Promise.all([this.read(credential), loadParts()])
        parts = loaded
        if (answer.kind !== 'accepted') return answer
        if (!isMe(answer.body)) return { kind: 'refused', status: 502, code: undefined } as const
        return loaded ? answer : ({ kind: 'offline' } as const)
      },
      '',
      { not_found: notFound },
    )
    if (!me) return
    this.setState({ ...parts, credential, me })
    if (!me.isHeld) this.say(my.myEmpty)
  }

  onDeleted(number: string): void {
    const { host, subject } = this.props
    const own = subject.own()
    const isOwn = own && this.state.credential?.startsWith(own.id)
    this.setState({ number, me: undefined, credential: undefined })
    // What the server no longer has, this device must not take for granted either.
    if (isOwn) void host.choose({}, 'settings').then(() => this.forceUpdate())
  }

  override render({ host, subject, onClose }: PanelProps, state: PanelState) {
    const { said, me, credential, Held, Acts, Find, number } = state
    const { run, change } = this
    const say = (text: string) => this.say(text)
    const shown = me?.isHeld &&
      credential && {
        ...{ host, subject, credential, me, run, change, say },
        onDeleted: (number: string) => this.onDeleted(number),
      }
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
        <div class="kelisim-scroll">
          <p>{my.myIntro}</p>
          <Device host={host} />
          {number && (
            <section>
              <p>
                <strong>{fill(my.myDeleted, { id: number })}</strong>
              </p>
              <p>{my.myDeletedKeep}</p>
            </section>
          )}
          {shown && Held && <Held {...shown} />}
          {shown && Acts && <Acts {...shown} />}
          {Find && (
            <Find
              {...{ host, subject, run, say }}
              onCredential={(given) => void this.show(given, my.myErrSecret)}
            />
          )}
          <section aria-labelledby="kelisim-my-complain">
            <h3 id="kelisim-my-complain">{my.myComplain}</h3>
            <p>{__KELISIM_DETAILS__.complaint[host.language]}</p>
          </section>
        </div>
        <footer>
          <p role="status">
            <Said text={said} />
          </p>
        </footer>
      </div>
    )
  }
}

/** Whether an answer is of the shape that is shown here: an old page may meet a new server. */
const isMe = (body: MeResult | undefined): body is MeResult =>
  typeof body?.isHeld === 'boolean' && Array.isArray(body.purposes)

/** A file that does not come is a connection that failed: `undefined`. */
const loadParts = () =>
  Promise.all([import('./held.tsx'), import('./acts.tsx')]).then(
    ([{ Held }, { Acts }]) => ({ Held, Acts }),
    () => undefined,
  )
