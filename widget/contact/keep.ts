import * as contact from '../text/kk/contact.ts'
import { button } from './button.ts'
import type { Voice } from './voice.ts'

/**
 * Offers to copy and to print the reference and the code (CF-08). The page keeps neither: a code that lies in the browser
 * opens the message to whoever uses it next.
 */
export function showKeep({ keep, status }: Voice): void {
  const said = document.createElement('span')
  said.setAttribute('role', 'status')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(status.textContent ?? '')
      said.textContent = contact.formCopied
    } catch {
      // Not allowed, or not to be had without https: then the visitor's own keys do it.
      getSelection()?.selectAllChildren(status)
      said.textContent = contact.formSelected
    }
  }
  keep.appendChild(button(contact.formCopy, () => void copy()))
  keep.appendChild(button(contact.formPrint, () => print()))
  keep.appendChild(said)
}
