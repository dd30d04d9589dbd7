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

/** The loader's interface for the UI; the UI uses neither network nor storage. */
export interface UiHost {
  readonly site: WidgetSite
  readonly language: Language
  readonly attributes: TagConfig['attributes']
  /** Origin of the server of the widget and the policy. */
  readonly server: string
  /** Loads a file of the widget, named without its build. `undefined` where it could not be loaded. */
  load<Exports>(name: string): Promise<Exports | undefined>
  /** The remembered choice; `reask` tells why the visitor is asked again. */
  remembered(): Recollection
  /** The latest choice, confirmed or not; `undefined` before the first. */
  current(): Choice | undefined
  /** Reads it again from storage, and applies it to the page. */
  reread(): void
  /**
   * Resolves when the server has stored it or could not. Never rejects. Empty grants withdraw everything. The UI announces
   * the result of choices in banner and settings; the loader that of a placeholder.
   *
   * @param surface Default: the page's own interface or code.
   */
  choose(grants: Partial<Grants>, surface?: UiSurface | 'api'): Promise<Outcome>
}

/** Announcement of a choice, or of a panel that could not be opened. */
export type Message = 'saved' | 'withdrawn' | 'not_stored' | 'not_opened'

/** Exports of every ui-{language} chunk. */
export interface Ui {
  /** Shows the banner if there is no choice. The next choice removes it, wherever it is made. */
  showBanner(host: UiHost): void
  /** Opens a panel; resolves when it has been closed. Focus returns to `opener`. */
  open(host: UiHost, panel: KelisimPanel, opener?: Element): Promise<void>
  /**
   * A `role="status"` line that does not move focus.
   *
   * @param sentence Default: that of the message. A panel passes its own texts, which are loaded with it.
   */
  announce(host: UiHost, message: Message, sentence?: string): void
}

/** What a panel shares with the banner: the root element and announcements. */
export interface PanelUi {
  /** Returns the one element that contains the UI. */
  ensureRoot(host: UiHost): HTMLElement
  /** Passes a choice to the loader and announces the result. `leave` is called once the keeper is loaded. */
  decide(host: UiHost, grants: Grants, surface: UiSurface, leave: () => void): Promise<void>
  announce: Ui['announce']
}

/**
 * Opens a panel; resolves when it has been closed.
 *
 * @param opener Gets the focus back. Default: the element focused before.
 */
type ShowPanel = (host: UiHost, ui: PanelUi, opener?: Element) => Promise<void>

/** Export of every settings-{language} and my-data-{language} chunk. */
export interface Panel {
  readonly show: ShowPanel
}

/** Export of the keep-clear chunk. */
export interface KeepClear {
  /** Keeps the banner from covering the page's end and the focused element (AX-02). Returns its undo function. */
  keepClear(host: UiHost, banner: HTMLElement): () => void
}

/** Export of the read-change chunk. */
export interface ReadChange {
  /** Returns what changed in the policy since that version, if the server responds in time. Never rejects. */
  readChange(server: string, language: Language, since?: string): Promise<string | undefined>
}

/** Export of every placeholder-{language} chunk. */
export interface PlaceholderUi {
  /**
   * Shows a placeholder in place of the frame or image, which is hidden meanwhile. 'Always' is a choice through `host`;
   * `onLoadOnce` loads this one without storing anything. Returns its undo function, which shows the frame again.
   */
  showPlaceholder(host: UiHost, frame: HTMLElement, onLoadOnce: () => void): () => void
}

/** Export of every contact-form-{language} chunk. */
export interface ContactFormUi {
  /** Renders a contact form into the page's placeholder element. */
  renderContactForm(host: UiHost, place: Element): HTMLFormElement
}
