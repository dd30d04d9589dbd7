import type { MessageResult, paths } from '../../server/contract/index.ts'
import { takeOver } from '../contact/index.ts'
import type { Part } from '../context.ts'
import { makeUuidV7 } from '../page/random.ts'
import { send } from '../page/send.ts'
import type { ContactFormUi } from '../ui/props.ts'

const MESSAGES: typeof paths.messages = '/v1/messages'

/** Takes over the contact forms that the page has by then, and renders one where it has a place for it, each time it is called. */
export const create: Part['create'] = (context) => {
  const { language, server, load } = context
  const taken = new WeakSet<Element>()
  const facts = { site: { policyVersion: __KELISIM_DETAILS__.policyVersion }, language }
  const take = (form: HTMLFormElement) =>
    takeOver(form, {
      ...facts,
      send: (body) => send<MessageResult>(server + MESSAGES, body),
      newId: () => makeUuidV7(Date.now()),
    })
  return () => {
    for (const place of document.querySelectorAll(':is(form,div)[data-kelisim=contact]')) {
      if (taken.has(place)) continue
      taken.add(place)
      if (place instanceof HTMLFormElement) take(place)
      else
        load<ContactFormUi>(`contact-form-${language}`).then(
          (ui) => ui && take(ui.renderContactForm(context, place)),
        )
    }
  }
}
