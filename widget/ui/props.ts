// Types only: what loader and UI know of each other. vite.config.ts builds, once for each language, `ui/index` (Ui),
// `ui/placeholder` (PlaceholderUi) and the contact form, each into one file without a further request, and the panels,
// which share what they can. No part imports another: the banner may have come inside the loader. UI code imports its texts by
// `import * as text from '../text/kk.ts'`; the build puts those of its language in their place.
import type { Language, WidgetSite } from '../../server/contract/index.ts'
import type { TagConfig } from '../config.ts'
import type { Choice, Grants, Outcome, UiSurface } from '../consent/choice.ts'
import type { Recollection } from '../consent/keeping/recall.ts'
import type { SendResult } from '../page/network/send-result.ts'

export type { Choice, Grants, Outcome, SendResult, UiSurface }

/** Panels that `open` shows. */
export type KelisimPanel = 'settings' | 'my-data'

/** What the loader hands the UI; the UI touches neither network nor storage. */
export interface UiHost {
  readonly site: WidgetSite
  readonly language: Language
  readonly attributes: TagConfig['attributes']
  /** Origin of the server, which the widget comes from and the policy lies on. */
  readonly server: string
  /** Brings a file of the widget, named without its build. Not to be had: `undefined`. */
  load<Exports>(name: string): Promise<Exports | undefined>
  /** What is known of the choice; `reask` says why the visitor is asked again. */
  remembered(): Recollection
  /** The latest choice, confirmed or not; none before the first. */
  current(): Choice | undefined
  /** Reads it anew from where it is saved, and applies it to the page. */
  reread(): void
  /**
   * Resolves when the server has stored it or could not. Never rejects. No grants at all take back every one. The UI announces the outcome of a choice made
   * in banner and settings; that of a placeholder the loader announces.
   *
   * @param surface Default: the page's own words, or its code.
   */
  choose(grants: Partial<Grants>, surface?: UiSurface | 'api'): Promise<Outcome>
}

/** What is said of a choice, and of what was asked for. */
export type Message = 'saved' | 'withdrawn' | 'not_stored' | 'not_opened'

/** Exports of every ui-{language} chunk. */
export interface Ui {
  /** Shows the banner if there is no choice. It goes with the next one, wherever that is made. */
  showBanner(host: UiHost): void
  /** Opens a panel; resolves when it has been closed. Focus returns to `opener`. */
  open(host: UiHost, panel: KelisimPanel, opener?: Element): Promise<void>
  /**
   * A `role="status"` line that does not move focus.
   *
   * @param sentence Default: that of the message. A panel brings words of its own, which nobody waits for before.
   */
  announce(host: UiHost, message: Message, sentence?: string): void
}

/** What a panel shares with the banner: it stands in the same place and speaks with the same voice. */
export interface PanelUi {
  /** The one element that holds the UI. */
  ensureRoot(host: UiHost): HTMLElement
  /** Hands a choice to the loader and says what became of it. Whatever asks leaves once there is what keeps the choice. */
  decide(host: UiHost, grants: Grants, surface: UiSurface, leave: () => void): Promise<void>
  announce: Ui['announce']
}

/**
 * Opens a panel; resolves when it has been closed.
 *
 * @param opener Gets the focus back. Default: what had it before.
 */
type ShowPanel = (host: UiHost, ui: PanelUi, opener?: Element) => Promise<void>

/** Export of every settings-{language} and my-data-{language} chunk. */
export interface Panel {
  readonly show: ShowPanel
}

/** Export of the keep-clear chunk. */
export interface KeepClear {
  /** Keeps the banner from covering what the page has at its end, and what has the focus (AX-02). Returns its undo. */
  keepClear(host: UiHost, banner: HTMLElement): () => void
}

/** Export of the read-change chunk. */
export interface ReadChange {
  /** What changed in the policy since that version, where the server says it in time. Never rejects. */
  readChange(server: string, language: Language, since?: string): Promise<string | undefined>
}

/** Export of every placeholder-{language} chunk. */
export interface PlaceholderUi {
  /**
   * Puts a placeholder where the frame or image stands, which is hidden meanwhile. 'Always' is a choice through
   * `host`; `onLoadOnce` loads this one and stores nothing. Returns its undo, which shows the frame again.
   */
  showPlaceholder(host: UiHost, frame: HTMLElement, onLoadOnce: () => void): () => void
}

/** Export of every contact-form-{language} chunk. */
export interface ContactFormUi {
  /** Puts a contact form into a place that a page has left for it. */
  renderContactForm(host: UiHost, place: Element): HTMLFormElement
}
