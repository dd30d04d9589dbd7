import type { MessageBody } from '../../server/contract/index.ts'
import * as contact from '../text/kk/contact.ts'
import { button } from './button.ts'
import type { Voice } from './voice.ts'

const CARRIED = ['language', 'name', 'email', 'phone', 'message'] as const

/**
 * Offers to continue on the server's own form with the typed text: this page's consent text is no longer in force, and
 * reloading would lose the message. The consent is not transferred.
 */
export function showGoOn({ keep }: Voice, action: string, body: Partial<MessageBody>): void {
  const goOn = () => {
    const form = document.createElement('form')
    form.method = 'post'
    form.action = action
    form.acceptCharset = 'utf-8'
    form.hidden = true
    for (const name of CARRIED) {
      const field = document.createElement('textarea')
      field.name = name
      field.value = body[name] ?? ''
      form.appendChild(field)
    }
    document.body.appendChild(form)
    form.submit()
  }
  keep.appendChild(button(contact.formGoOn, goOn))
}
