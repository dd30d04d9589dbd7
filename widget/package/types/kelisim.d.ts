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
  /** `true` where granted; what is absent is refused. */
  readonly purposes: Readonly<Record<string, boolean>>
  /** `true` where granted; what is absent is refused. */
  readonly dataKinds: Readonly<Partial<DataKinds>>
  /** Stamp of the terms that were shown, 8 hex digits. Where they have changed since, the visitor is asked again. */
  readonly terms: string
  /** Last day in UTC on which it holds, `YYYY-MM-DD`. */
  readonly expiresOn: string
  /** Whether the server has said that it stored the record. Until then nothing starts. */
  readonly isConfirmed: boolean
}

/** What the visitor decided, as kept in the browser. */
export type Choice = RefusedChoice | GrantedChoice

/** Kinds of data under the purpose `analytics`. */
export interface DataKinds {
  readonly ip: boolean
  readonly browser: boolean
  readonly visit_time: boolean
  readonly visitor_cookie: boolean
}

/** What is granted: each purpose and each data kind, `true` where granted. What is absent is refused. */
export interface Grants {
  readonly purposes: Readonly<Record<string, boolean>>
  readonly dataKinds: DataKinds
}

/** Whether the server has stored it; `not_stored` leaves everything that is not necessary off. */
export type Outcome = 'saved' | 'not_stored'

export type KelisimEvent = 'ready' | 'change' | 'error'
export type KelisimPanel = 'settings' | 'my-data'

/** What the host page may call: `window.kelisim`. Nothing in it throws or rejects. */
export interface Kelisim {
  /** The visitor's choice; `undefined` before the first and once it is over. */
  readonly choice: Choice | undefined
  /** Resolves when the saved choice has been applied to the page. */
  readonly ready: Promise<Kelisim>
  /** Whether this may run now: a purpose, or one service under it. */
  can(what: string | { readonly purpose: string; readonly service?: string | undefined }): boolean
  /** Makes a choice in the visitor's name: only after they have made it in the page's own words. */
  choose(grants: Partial<Grants>): Promise<Outcome>
  /** Takes every grant back, at once. */
  withdraw(): Promise<Outcome>
  /** Opens a panel; resolves when it has been closed. */
  open(panel: KelisimPanel): Promise<void>
  /** Calls the listener with the choice at each event; answers its end. */
  on(event: KelisimEvent, listener: (choice: Choice | undefined) => void): () => void
  /** Calls back with the interface: now, or, on the array that stands in before the script has loaded, then. */
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
 * Puts the widget's script tag into the page, unless it is there, and resolves with `window.kelisim`. Rejects where
 * the script does not load: everything stays refused then, and the next call tries again.
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
