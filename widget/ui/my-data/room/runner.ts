import type { MeResult } from '../../../../server/contract/index.ts'
import * as my from '../../../text/kk/my-data.ts'
import type { SendResult, UiHost } from '../../props.ts'
import { explain, type Words } from '../facts/explain.ts'
import type { Subject } from '../facts/subject.ts'

/**
 * Runs one action at a time and announces the result in the live region. While one is running, further clicks are ignored;
 * while the panel opens by itself, the first click waits.
 *
 * @param done Announcement after success.
 * @returns The response's body; `undefined` after a failure.
 */
export type Run = <Body>(...given: RunArguments<Body>) => Promise<Body | undefined>

export type RunArguments<Body> = [
  work: () => Promise<SendResult<Body>>,
  done: string | ((body: Body) => string),
  words?: Words,
]

/** Announcement of a deletion: that it was done, with its number, and what remains. */
export type Deleted = readonly [done: string, left: string]

/** Props of the parts of the panel that show a person's data. */
export interface ShownProps {
  readonly host: UiHost
  readonly subject: Subject
  readonly credential: string
  readonly me: MeResult
  readonly run: Run
  /** As `run`, and reads the data again before it announces the result. */
  readonly change: Run
  /** Announces a text in the live region. */
  say(text: string): void
  /** Called after the data were deleted. */
  onDeleted(deleted: Deleted): void
}

/** Runs everything that the panel does. */
export interface Runner {
  readonly run: Run
  /** As `run`, without waiting for `opening`: for actions that start by themselves. */
  readonly runNow: Run
  /** The fetch that opens the panel; the first click waits for it. */
  opening: Promise<void> | undefined
  say(text: string): void
  /** Clears the last announcement, unless an action is running. */
  hush(): void
}

/** @param say announces a text in the live region. */
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
      // Otherwise its result would replace what was requested meanwhile.
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
