import type { EngineSource } from './sources.ts'

/** What a part of a page is to somebody who hears it. */
export type Role =
  | 'button'
  | 'checkbox'
  | 'dialog'
  | 'link'
  | 'radio'
  | 'region'
  | 'switch'
  | 'textbox'

/** A part of a page as a person finds it: by what it is and what it says. */
export interface Wanted {
  readonly role: Role
  /** The accessible name, as the engine itself computes it. */
  readonly name: string
}

/** A browser with one page open: as little as a walk through a site needs, so that any driver can give it. */
export interface Engine {
  open(url: string): Promise<void>
  /** Presses it with the pointer, once it can be seen. */
  click(wanted: Wanted): Promise<void>
  /** Types into the text field of this name. */
  type(name: string, text: string): Promise<void>
  pressEscape(): Promise<void>
  /** What it says; `undefined` where it is not there or cannot be seen. */
  read(wanted: Wanted): Promise<string | undefined>
  /** Runs a function that stands by itself in the page and answers what it answers, as far as JSON can hold it. */
  evaluate<Args extends readonly unknown[], Result>(
    inPage: (...args: Args) => Result | Promise<Result>,
    ...args: Args
  ): Promise<Result>
  /** Runs the text of a script in the page. */
  runScript(source: string): Promise<void>
  /** Cookies of the open page, also those that no script sees. */
  cookies(): Promise<readonly { readonly name: string; readonly value: string }[]>
  /** What the engine itself reported of the page: errors that nobody caught, lines in the console. */
  readonly reported: readonly string[]
  close(): Promise<void>
}

/** An engine that the core path is walked in. */
export interface EngineKind extends EngineSource {
  /** What the server calls this browser. */
  readonly browser: RegExp
  start(): Promise<Engine>
}
