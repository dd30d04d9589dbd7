import * as text from '../text/kk.ts'
import type { Message, Ui } from './props.ts'
import { button } from './root/button.tsx'
import { ensureRoot, removeFrom } from './root/root.ts'
import { draw } from './root/static-tree.ts'

/** Long enough to be read twice; a failure is shown until it is dismissed. */
const SHOWN_MS = 8_000
/** A screen reader notices a change only some time after the region was inserted. */
const PAUSE_MS = 100

const messages: Readonly<Record<Message, string>> = {
  saved: text.prefsSaved,
  withdrawn: text.prefsWithdrawn,
  not_stored: text.errConsentStore,
  not_opened: text.errOpen,
}

/** Announces the result of a choice in a live region, without moving focus (AX-07). */
export const announce: Ui['announce'] = (host, message, sentence = messages[message]) => {
  const root = ensureRoot(host)
  const toast = root.firstElementChild as HTMLElement
  // Created by createRoot and never removed: the toast's first child is the live region.
  const status = toast.firstElementChild as HTMLElement
  const dismiss = draw(button(text.prefsClose, () => hide()))
  const hide = (): void => {
    if (!dismiss.isConnected) return
    toast.className = ''
    removeFrom(root, dismiss)
    status.textContent = ''
  }
  status.textContent = ''
  // Removes the previous announcement's buttons.
  removeFrom(root, status.nextSibling)
  toast.appendChild(dismiss)
  toast.className = 'kelisim-shown'
  setTimeout(() => {
    // Dismissed or replaced meanwhile; nothing would remove the text again.
    if (dismiss.isConnected) status.textContent = sentence
  }, PAUSE_MS)
  if (!message.startsWith('not_')) setTimeout(hide, SHOWN_MS)
}
