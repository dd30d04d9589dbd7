import * as contact from '../text/kk/contact.ts'
import { button } from './button.ts'
import type { Voice } from './voice.ts'

/**
 * Offers to copy and to print the reference and the code (CF-08). The page stores neither: a code stored in the browser would
 * open the message to its next user.
 */
export function showKeep({ keep, status }: Voice): void {
  const said = document.createElement('span')
  said.setAttribute('role', 'status')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(status.textContent ?? '')
      said.textContent = contact.formCopied
    } catch {
      // Not permitted, or unavailable without https: then the text is selected for the visitor's own shortcut.
      getSelection()?.selectAllChildren(status)
      said.textContent = contact.formSelected
    }
  }
  keep.appendChild(button(contact.formCopy, () => void copy()))
  keep.appendChild(button(contact.formPrint, () => print()))
  keep.appendChild(said)
}
