/** Everything was refused. On a page where consent is never asked, `policyVersion` and `day` are empty. */
export interface RefusedChoice {
  readonly kind: 'refused'
  readonly policyVersion: string
  /** Day of the choice in UTC, `YYYY-MM-DD`. */
  readonly day: string
}

/** At least one purpose was granted. */
export interface GrantedChoice {
  readonly kind: 'granted'
  /** The consent record, a UUID of version 7. */
  readonly id: string
  readonly policyVersion: string
  /** `true` where granted; absent means refused. */
  readonly purposes: Readonly<Record<string, boolean>>
  /** `true` where granted; absent means refused. */
  readonly dataKinds: Readonly<Partial<DataKinds>>
  /** Stamp of the consent terms that were shown, 8 hex digits. If the terms have changed since, the visitor is asked again. */
  readonly terms: string
  /** Last day of validity in UTC, `YYYY-MM-DD`. */
  readonly expiresOn: string
  /** Whether the server has confirmed that it stored the record. Nothing starts before that. */
  readonly isConfirmed: boolean
}

/** The visitor's choice, as stored in the browser. */
export type Choice = RefusedChoice | GrantedChoice

/** Kinds of data under the purpose `analytics`. */
export interface DataKinds {
  readonly ip: boolean
  readonly browser: boolean
  readonly visit_time: boolean
  readonly visitor_cookie: boolean
}

/** What is granted: each purpose and each data kind, `true` where granted. Absent means refused. */
export interface Grants {
  readonly purposes: Readonly<Record<string, boolean>>
  readonly dataKinds: DataKinds
}

/** Whether the server has stored it. After `not_stored` everything that is not necessary stays off. */
export type Outcome = 'saved' | 'not_stored'

export type KelisimEvent = 'ready' | 'change' | 'error'
export type KelisimPanel = 'settings' | 'my-data'

/** The API for the host page: `window.kelisim`. Its methods never throw or reject. */
export interface Kelisim {
  /** The visitor's choice; `undefined` before the first choice and after it has expired. */
  readonly choice: Choice | undefined
  /** Resolves when the saved choice has been applied to the page. */
  readonly ready: Promise<Kelisim>
  /** Returns whether a purpose, or one of its services, may run now. */
  can(what: string | { readonly purpose: string; readonly service?: string | undefined }): boolean
  /** Makes a choice for the visitor. Call it only after the visitor has made that choice in the page's own interface. */
  choose(grants: Partial<Grants>): Promise<Outcome>
  /** Withdraws every grant at once. */
  withdraw(): Promise<Outcome>
  /** Opens a panel; resolves when it has been closed. */
  open(panel: KelisimPanel): Promise<void>
  /** Calls the listener with the choice at each event. Returns a function that removes the listener. */
  on(event: KelisimEvent, listener: (choice: Choice | undefined) => void): () => void
  /** Calls back with the API: at once, or, on the array that takes its place before the script has loaded, then. */
  push(callback: KelisimCallback): void
}

/** What a page may queue before the script has loaded: `(window.kelisim ||= []).push((kelisim) => …)`. */
export type KelisimCallback = (kelisim: Kelisim) => void

/** Attributes of the script tag. */
export interface LoadOptions {
  readonly lang?: 'kk' | 'ru' | 'en' | undefined
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
  readonly position?: 'bottom' | 'bottom-start' | 'bottom-end' | 'center' | undefined
  readonly visits?: 'on' | 'off' | undefined
}

/**
 * Inserts the widget's script tag unless the page has one, and resolves with `window.kelisim`. Rejects where the script does
 * not load; everything stays refused then, and the next call retries.
 *
 * @param src Address of `/widget.js` on the school's own server.
 */
export function load(src: string, options?: LoadOptions): Promise<Kelisim>

declare global {
  interface Window {
    kelisim?: Kelisim | KelisimCallback[]
  }
  interface WindowEventMap {
    'kelisim:ready': CustomEvent<Choice | null>
    'kelisim:change': CustomEvent<Choice | null>
    'kelisim:error': CustomEvent<Choice | null>
  }
}
