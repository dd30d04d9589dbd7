import type { MessageBody } from '../../server/contract/index.ts'
import * as contact from '../text/kk/contact.ts'
import { button } from './button.ts'
import type { Voice } from './voice.ts'

const CARRIED = ['language', 'name', 'email', 'phone', 'message'] as const

/**
 * Offers the way to the server's own form, with what was typed: the words that this page has are not in force any more, and to load
 * it anew would lose the message. The consent does not go along.
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
