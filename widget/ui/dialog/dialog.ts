import { takeOut } from '../../page/builtins/take-out.ts'
import { protect } from '../root/protect.ts'
import { adoptSheet } from '../root/sheet.ts'
import { dialogCss } from './dialog-styles.ts'

/** Id of the element that labels a dialog. */
export const TITLE_ID = 'kelisim-title'

/**
 * Opens a modal `<dialog>`, which traps the focus and closes on Esc. Closing changes nothing (CB-07). Only one can be open at
 * a time; meanwhile further calls do nothing.
 *
 * @param root The one element that contains the UI.
 * @param css Styles besides those of every dialog.
 * @param opener Gets the focus back. Default: the element focused before.
 * @param fill Renders the content with a title of `TITLE_ID`; returns its undo function.
 * @returns Resolves when the dialog has been closed.
 */
export function openDialog(
  root: HTMLElement,
  { css, opener }: { readonly css: string; readonly opener?: Element | undefined },
  fill: (dialog: HTMLDialogElement) => () => void,
): Promise<void> {
  // One that was closed stays until its close event, which may come after what opens the next.
  if (root.querySelector('dialog[open]')) return Promise.resolve()
  const unadopt = adoptSheet(protect(dialogCss + css))
  const dialog = root.appendChild(document.createElement('dialog'))
  dialog.setAttribute('aria-labelledby', TITLE_ID)
  dialog.setAttribute('aria-modal', 'true')
  const back = opener ?? document.activeElement
  return new Promise((resolve) => {
    const empty = fill(dialog)
    dialog.onclose = () => {
      empty()
      takeOut(dialog)
      unadopt()
      // The banner that opened it was removed with the choice.
      const next = back?.isConnected ? back : root
      if (next instanceof HTMLElement) next.focus()
      resolve()
    }
    dialog.showModal()
    // If a visitor's blocker hides it, an open dialog would block the page invisibly.
    if (!dialog.getClientRects().length) dialog.close()
  })
}
