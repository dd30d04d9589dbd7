import type {
  Language,
  MessageResult,
  MessageStampResult,
  paths,
} from '../../server/contract/index.ts'
import { findMissing, readText } from '../contact/fields.ts'
import { takeOver } from '../contact/index.ts'
import type { Context, Part } from '../context.ts'
import { now } from '../page/builtins/now.ts'
import { genuine } from '../page/genuine.ts'
import { send } from '../page/network/send.ts'
import { makeUuidV7 } from '../page/random.ts'
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
      newId: () => makeUuidV7(now()),
    })
}

/** Warns the page's author about problems of the form. */
async function tellOwner(missing: readonly string[], policyVersion: string): Promise<void> {
  const inForce = __KELISIM_DETAILS__.policyVersion
  if (!missing[0] && (policyVersion || inForce) === inForce) return
  const part = await import('../contact/tell-owner.ts').catch(() => undefined)
  part?.tellOwner(missing, policyVersion)
}

/** At each call, takes over the page's contact forms, and renders one where the page has a placeholder for it. */
export const create: Part['create'] = (context) => {
  const { language, server, load } = context
  const taken = new WeakSet<Element>()
  /** Forms that still lack required elements; they may be added later. */
  let lacking: HTMLElement[] = []
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
    if (!lacking.includes(found)) void tellOwner(missing, readText(form, 'policyVersion'))
    lacking = lacking.filter((other) => other !== found)
    if (missing.length > 0) return void lacking.push(found)
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
