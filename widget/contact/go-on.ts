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
    Object.assign(form, { method: 'post', action, acceptCharset: 'utf-8', hidden: true })
    for (const name of CARRIED) {
      const field = document.createElement('textarea')
      Object.assign(field, { name, value: body[name] ?? '' })
      form.append(field)
    }
    document.body.append(form)
    form.submit()
  }
  keep.replaceChildren(button(contact.formGoOn, goOn))
}
