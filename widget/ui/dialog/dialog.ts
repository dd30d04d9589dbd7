import { protect } from '../root/protect.ts'
import { adoptSheet } from '../root/sheet.ts'
import { dialogCss } from './dialog-styles.ts'

/** Id of the element that names a dialog. */
export const TITLE_ID = 'kelisim-title'

/**
 * Opens a modal dialog of the browser, which keeps the focus inside and closes on Esc. Closing changes nothing (CB-07).
 * One at a time: while there is one, nothing opens.
 *
 * @param root The one element that holds the UI.
 * @param css Styles besides those of every dialog.
 * @param opener Gets the focus back. Default: what had it before.
 * @param fill Puts in what it shows, with a title of `TITLE_ID`; answers its undo.
 * @returns Resolves when the dialog has been closed.
 */
export function openDialog(
  root: HTMLElement,
  { css, opener }: { readonly css: string; readonly opener?: Element | undefined },
  fill: (dialog: HTMLDialogElement) => () => void,
): Promise<void> {
  if (root.querySelector('dialog')) return Promise.resolve()
  const unadopt = adoptSheet(protect(dialogCss + css))
  const dialog = root.appendChild(document.createElement('dialog'))
  dialog.setAttribute('aria-labelledby', TITLE_ID)
  dialog.setAttribute('aria-modal', 'true')
  const back = opener ?? document.activeElement
  return new Promise((resolve) => {
    const empty = fill(dialog)
    dialog.onclose = () => {
      empty()
      dialog.remove()
      unadopt()
      // The banner that opened it has gone with the choice.
      const next = back?.isConnected ? back : root
      if (next instanceof HTMLElement) next.focus()
      resolve()
    }
    dialog.showModal()
    // Hidden by a visitor's blocker it would hold the whole page up, and nobody would see why.
    if (!dialog.getClientRects().length) dialog.close()
  })
}
