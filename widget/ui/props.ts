// Types only: what loader and UI know of each other. vite.config.ts builds, once for each language, `ui/index` (Ui),
// `ui/placeholder` (PlaceholderUi) and the contact form, each into one file without a further request; what `ui/index`
// imports dynamically (the settings) becomes a file of its own. UI code imports its texts by
// `import * as text from '../text/kk.ts'`; the build puts those of its language in their place.
import type { Language, WidgetSite } from '../../server/contract/index.ts'
import type { Choice, Grants, Outcome, UiSurface } from '../consent/choice.ts'
import type { Recollection } from '../consent/recall.ts'
import type { SendResult } from '../page/send-result.ts'

export type { Choice, Grants, Outcome, SendResult, UiSurface }

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
  /** What is known of the choice, also of one that no longer holds. */
  remembered(): Recollection
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
