import * as text from '../text/kk.ts'
import type { Message, Ui } from './props.ts'
import { button } from './root/button.tsx'
import { ensureRoot, removeFrom } from './root/root.ts'
import { draw } from './root/static-tree.ts'

/** Long enough to be read twice; a failure stays until it is dismissed. */
const SHOWN_MS = 8_000
/** A screen reader notices a change only some time after the region was put into the page. */
const PAUSE_MS = 100

const messages: Readonly<Record<Message, string>> = {
  saved: text.prefsSaved,
  withdrawn: text.prefsWithdrawn,
  not_stored: text.errConsentStore,
  not_opened: text.errOpen,
}

/** Says in a live region what became of a choice, without moving focus (AX-07). */
export const announce: Ui['announce'] = (host, message, sentence = messages[message]) => {
  const root = ensureRoot(host)
  const toast = root.firstElementChild as HTMLElement
  // Made by createRoot and never removed: the toast's first child is the live region.
  const status = toast.firstElementChild as HTMLElement
  const dismiss = draw(button(text.prefsClose, () => hide()))
  const hide = (): void => {
    if (!dismiss.isConnected) return
    toast.className = ''
    removeFrom(root, dismiss)
    status.textContent = ''
  }
  status.textContent = ''
  // Of what was said before.
  removeFrom(root, status.nextSibling)
  toast.appendChild(dismiss)
  toast.className = 'kelisim-shown'
  setTimeout(() => {
    // Dismissed or overtaken meanwhile: nothing would take the words away again.
    if (dismiss.isConnected) status.textContent = sentence
  }, PAUSE_MS)
  if (!message.startsWith('not_')) setTimeout(hide, SHOWN_MS)
}
