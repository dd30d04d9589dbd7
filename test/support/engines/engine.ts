import type { EngineSource } from './sources.ts'

/** Role of an element for assistive technology. */
export type Role =
  | 'button'
  | 'checkbox'
  | 'dialog'
  | 'link'
  | 'radio'
  | 'region'
  | 'switch'
  | 'textbox'

/** An element located as a person finds it: by role and name. */
export interface Wanted {
  readonly role: Role
  /** The accessible name as computed by the engine itself. */
  readonly name: string
}

/** A browser with one open page: the minimum that a walk through a site needs, so that any driver can implement it. */
export interface Engine {
  open(url: string): Promise<void>
  /** Clicks it with the pointer once it is visible. */
  click(wanted: Wanted): Promise<void>
  /** Types into the text field of this name. */
  type(name: string, text: string): Promise<void>
  pressEscape(): Promise<void>
  /** Returns its text; `undefined` where it is absent or not visible. */
  read(wanted: Wanted): Promise<string | undefined>
  /** Runs a self-contained function in the page and returns its result as JSON. */
  evaluate<Args extends readonly unknown[], Result>(
    inPage: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** Runs the text of a script in the page. */
  runScript(source: string): Promise<void>
  /** Cookies of the open page, including HttpOnly ones. */
  cookies(): Promise<readonly { readonly name: string; readonly value: string }[]>
  /** Errors reported by the engine itself: uncaught errors, console lines. */
  readonly reported: readonly string[]
  close(): Promise<void>
}

/** An engine for the core-path tests. */
export interface EngineKind extends EngineSource {
  /** The server's name of this browser. */
  readonly browser: RegExp
  start(): Promise<Engine>
}
