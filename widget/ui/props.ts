// Types only: what loader and UI know of each other. vite.config.ts builds, once for each language, `ui/index` (Ui),
// `ui/placeholder` (PlaceholderUi) and `contact/index` (ContactUi), each into one file without a further request;
// what `ui/index` imports dynamically (the settings) becomes a file of its own. UI code imports its texts from
// `text/kk.ts` (or `text/kk/*.ts`); the build puts the same file of its language in the place of it.
import type {
  DataKinds,
  Language,
  MessageBody,
  MessageResult,
  WidgetSite,
} from '../../server/contract/index.ts'
import type { Choice } from '../consent/choice.ts'
import type { SendResult } from '../page/send-result.ts'

export type { Choice, SendResult }

/** What a visitor ticked: each purpose on offer and each data kind, `true` where granted. What is absent is refused. */
export interface Grants {
  readonly purposes: Readonly<Record<string, boolean>>
  readonly dataKinds: DataKinds
}

/** Where on the page a choice was made, as far as the UI makes it. */
export type UiSurface = 'banner' | 'settings' | 'placeholder'

/** Whether the server has stored it; `not_stored` leaves everything that is not necessary off (CB-18). */
export type Outcome = 'saved' | 'not_stored'

/** What the loader hands the UI; the UI touches neither network nor storage. */
export interface UiHost {
  readonly site: WidgetSite
  readonly language: Language
  readonly theme: 'auto' | 'light' | 'dark'
  readonly position: 'bottom' | 'bottom-start' | 'bottom-end' | 'center'
  /** The policy in the language shown; absolute. */
  readonly policyUrl: string
  /** Whether the browser sends Global Privacy Control (CB-15). */
  readonly isGpc: boolean
  /** Why the visitor is asked again: the term is over, or the policy has changed materially. */
  readonly reask: 'time' | 'change' | undefined
  /** The latest choice, confirmed or not; none before the first. */
  current(): Choice | undefined
  /**
   * Resolves when the server has stored it or could not. Never rejects. The UI announces the outcome of a choice made
   * in banner and settings; that of a placeholder the loader announces.
   */
  choose(grants: Partial<Grants>, surface: UiSurface | 'api'): Promise<Outcome>
  /**
   * Takes back every grant at once. Resolves as `choose` does; everything is off before it resolves. `surface` is where
   * that was asked, by default the settings.
   */
  withdraw(surface?: 'settings' | 'api'): Promise<Outcome>
}

/** Exports of every ui-{language} chunk. */
export interface Ui {
  /** Shows the banner; it closes itself after a choice. Returns its undo, which may be called again and again. */
  showBanner(host: UiHost): () => void
  /** Resolves when the dialog has been closed. Focus returns to `opener`. */
  openSettings(host: UiHost, opener?: Element | null): Promise<void>
  /** A `role="status"` line that does not move focus. */
  announce(host: UiHost, message: 'saved' | 'withdrawn' | 'not_stored'): void
}

/** Export of every placeholder-{language} chunk. */
export interface PlaceholderUi {
  /**
   * Puts a placeholder where the frame or image stands, which is hidden meanwhile. 'Always' is a choice through
   * `host`; `onLoadOnce` loads this one and stores nothing. Returns its undo, which shows the frame again.
   */
  showPlaceholder(host: UiHost, frame: HTMLElement, onLoadOnce: () => void): () => void
}

/** What the contact form is given. */
export interface ContactDeps {
  readonly site: WidgetSite
  readonly language: Language
  /** The policy in the language shown; absolute. */
  readonly policyUrl: string
  send(body: MessageBody): Promise<SendResult<MessageResult>>
  /** A new UUID of version 7. */
  newId(): string
}

/** Export of every contact-{language} chunk. */
export interface ContactUi {
  /** Takes over a form that works without JavaScript. Returns its undo. */
  takeOver(form: HTMLFormElement, deps: ContactDeps): () => void
}
