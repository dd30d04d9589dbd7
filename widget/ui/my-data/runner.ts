import type { MeResult } from '../../../server/contract/index.ts'
import type { SendResult, UiHost } from '../props.ts'
import type { Words } from './explain.ts'
import type { Subject } from './subject.ts'

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

/** What the parts of the panel that show a person's data are given. */
export interface ShownProps {
  readonly host: UiHost
  readonly subject: Subject
  readonly credential: string
  readonly me: MeResult
  readonly run: Run
  /** As `run`, and then reads the data anew. */
  readonly change: Run
  /** Says something in the live region. */
  say(text: string): void
  /** The data are gone; the number names the deletion. */
  onDeleted(number: string): void
}
