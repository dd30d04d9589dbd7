import type { MeResult } from '../../../../server/contract/index.ts'
import * as my from '../../../text/kk/my-data.ts'
import type { SendResult, UiHost } from '../../props.ts'
import { explain, type Words } from '../facts/explain.ts'
import type { Subject } from '../facts/subject.ts'

/**
 * Does one thing after the other and says in the live region what became of it. While one is under way, a second press
 * does nothing; while the panel opens by itself, the first one waits.
 *
 * @param done What to say once it is done.
 * @returns The answer's body; `undefined` where it was not done.
 */
export type Run = <Body>(...given: RunArguments<Body>) => Promise<Body | undefined>

export type RunArguments<Body> = [
  work: () => Promise<SendResult<Body>>,
  done: string | ((body: Body) => string),
  words?: Words,
]

/** What is said of a deletion: that it was done, with its number, and what is left. */
export type Deleted = readonly [done: string, left: string]

/** What the parts of the panel that show a person's data are given. */
export interface ShownProps {
  readonly host: UiHost
  readonly subject: Subject
  readonly credential: string
  readonly me: MeResult
  readonly run: Run
  /** As `run`, and reads the data anew before it says so. */
  readonly change: Run
  /** Says something in the live region. */
  say(text: string): void
  /** The data are gone. */
  onDeleted(deleted: Deleted): void
}

/** What runs everything that the panel does. */
export interface Runner {
  readonly run: Run
  /** As `run`, without waiting for anything: for what opens by itself. */
  readonly runNow: Run
  /** What nobody has pressed for is being fetched: the first press waits for it. */
  opening: Promise<void> | undefined
  say(text: string): void
  /** Takes back what was said last, unless something is under way. */
  hush(): void
}

/** @param say says something in the live region. */
export function createRunner(say: (text: string) => void): Runner {
  let isBusy = false
  const runNow: Run = async (work, done, words) => {
    say(my.myWorking)
    const answer = await work()
    if (answer.kind !== 'accepted') {
      say(explain(answer, words))
      return undefined
    }
    const { body } = answer
    say(body === undefined ? my.myErrServer : typeof done === 'function' ? done(body) : done)
    return body
  }
  const runner: Runner = {
    opening: undefined,
    say,
    runNow,
    async run(...given) {
      if (isBusy) return undefined
      isBusy = true
      // Else what it brings would take the place of what was asked for meanwhile.
      await runner.opening
      const body = await runNow(...given)
      isBusy = false
      return body
    },
    hush() {
      if (!isBusy && !runner.opening) say('')
    },
  }
  return runner
}
