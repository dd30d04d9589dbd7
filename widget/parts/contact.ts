import type { MessageResult, paths } from '../../server/contract/index.ts'
import { takeOver } from '../contact/index.ts'
import type { Part } from '../context.ts'
import { makeUuidV7 } from '../page/random.ts'
import { send } from '../page/send.ts'

const MESSAGES: typeof paths.messages = '/v1/messages'

/** Takes over the contact forms that the page has by then, each time it is called. */
export const create: Part['create'] = ({ language, server }) => {
  const taken = new WeakSet<Element>()
  const facts = { site: { policyVersion: __KELISIM_DETAILS__.policyVersion }, language }
  return () => {
    for (const form of document.querySelectorAll<HTMLFormElement>('form[data-kelisim=contact]')) {
      if (taken.has(form)) continue
      taken.add(form)
      takeOver(form, {
        ...facts,
        send: (body) => send<MessageResult>(server + MESSAGES, body),
        newId: () => makeUuidV7(Date.now()),
      })
    }
  }
}
