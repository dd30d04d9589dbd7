import type {
  Language,
  MessageResult,
  MessageStampResult,
  paths,
} from '../../server/contract/index.ts'
import { findMissing, readText } from '../contact/fields.ts'
import { takeOver } from '../contact/index.ts'
import type { Context, Part } from '../context.ts'
import { genuine } from '../page/genuine.ts'
import { send } from '../page/network/send.ts'
import { makeUuidV7 } from '../page/random.ts'
import { warn } from '../page/warn.ts'
import type { ContactFormUi } from '../ui/props.ts'

const MESSAGES: typeof paths.messages = '/v1/messages'
const STAMP: typeof paths.messageStamp = '/v1/messages/stamp'

const isLanguage = (text: string): text is Language => ['kk', 'ru', 'en'].includes(text)

/** Returns the function that takes over a form with all dependencies. */
export const createTake = ({ language, server }: Pick<Context, 'language' | 'server'>) => {
  const shown = {
    policyVersion: __KELISIM_DETAILS__.policyVersion,
    notice: __KELISIM_DETAILS__.notices[language],
    language,
  }
  return (form: HTMLFormElement) =>
    takeOver(form, {
      ...{ shown, address: server + MESSAGES },
      stamp: () => send<MessageStampResult>(server + STAMP, undefined),
      send: (body) => send<MessageResult>(server + MESSAGES, body),
      newId: () => makeUuidV7(Date.now()),
    })
}

/** Warns the page's author about problems of the form. */
function tellOwner(missing: readonly string[], policyVersion: string): void {
  if (missing.length > 0)
    warn(
      `contact form is left as it is: it has no ${missing.join(', ')}. Name the controls so, or add data-kelisim-field="…" to them, or use <div data-kelisim="contact">.`,
    )
  if (policyVersion && policyVersion !== __KELISIM_DETAILS__.policyVersion)
    warn(
      `contact form names policy ${policyVersion}, which is not in force. Take policyVersion and the consent text out of it: both are shown here.`,
    )
}

/** At each call, takes over the page's contact forms, and renders one where the page has a placeholder for it. */
export const create: Part['create'] = (context) => {
  const { language, server, load } = context
  const taken = new WeakSet<Element>()
  /** Forms that still lack required elements; they may be added later. */
  const lacking = new Set<HTMLElement>()
  const take = createTake(context)
  /** In the language set on the form itself. */
  const takeIn = async (form: HTMLFormElement, own: string) => {
    if (!isLanguage(own) || own === language) return take(form)
    const part = await load<ContactPart>(`contact-${own}`)
    return part?.createTake({ server, language: own })(form)
  }
  const takeForm = (found: HTMLFormElement): void => {
    // Its controls may have the names of form methods.
    const form = genuine(found)
    const missing = findMissing(form)
    if (!lacking.has(found)) tellOwner(missing, readText(form, 'policyVersion'))
    lacking.add(found)
    if (missing.length > 0) return
    lacking.delete(found)
    taken.add(found)
    void takeIn(form, readText(form, 'language'))
  }
  const render = (place: Element): void => {
    taken.add(place)
    load<ContactFormUi>(`contact-form-${language}`).then(
      (ui) => ui && take(ui.renderContactForm(context, place)),
    )
  }
  return (find) => {
    for (const place of [...lacking, ...find(':is(form,div)[data-kelisim=contact]')]) {
      if (taken.has(place)) continue
      if (place instanceof HTMLFormElement) takeForm(place)
      else render(place)
    }
  }
}

/** The module of this part, loaded for another language. */
interface ContactPart {
  readonly createTake: typeof createTake
}
