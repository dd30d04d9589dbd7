import type { MessageBody } from '../../server/contract/index.ts'
import * as contact from '../text/kk/contact.ts'
import * as text from '../text/kk.ts'
import type { ContactDeps } from './deps.ts'
import { controlsOf } from './fields.ts'
import type { Voice } from './voice.ts'

type Refusal = Exclude<Awaited<ReturnType<ContactDeps['send']>>, { kind: 'accepted' }>

const isCalledRobot = (refusal: Refusal) =>
  refusal.kind === 'refused' && refusal.code === 'looks_automated'

/** What stands beside the box is not in force any more: the page was open meanwhile. */
const isOutdated = (refusal: Refusal) =>
  refusal.kind === 'refused' && /^policy_version/.test(refusal.code ?? '')

/** What to say of a message that did not arrive. */
function explain(refusal: Refusal): string {
  if (refusal.kind === 'offline') return contact.errOffline
  if (isOutdated(refusal)) return contact.errOutdated
  if (refusal.code === 'sender_is_minor') return text.formMinorStop
  if (isCalledRobot(refusal)) return contact.errAutomated
  const reason = refusal.status === 429 ? text.errRate : text.errServer
  return `${text.formNotSent} ${reason}`
}

/** A message that did not arrive: where it was typed, where it may go on, and what came of it. */
interface Unsent {
  readonly form: HTMLFormElement
  readonly voice: Voice
  readonly body: MessageBody
  /** Whether the very same was sent before. */
  readonly isAgain: boolean
  /** Where a form that a browser sends by itself goes. */
  readonly action: string
  readonly refusal: Refusal
}

/**
 * Says that a message had arrived, whose answer was lost for so long that the server does not say it again: it is stored, and
 * what is left is the way back by email.
 */
function sayArrived({ form, voice, body, action }: Unsent): void {
  const link = document.createElement('a')
  link.href = `${action.split('/', 3).join('/')}/my-data?lang=${body.language}`
  link.textContent = link.href
  form.reset()
  voice.status.textContent = `${contact.formArrived} `
  voice.status.appendChild(link)
}

/** Says why a message did not arrive, or had arrived before; where the words beside the box are not in force any more, how to go on. */
export async function sayUnsent(unsent: Unsent): Promise<void> {
  const { form, voice, body, action, refusal } = unsent
  if (unsent.isAgain && refusal.kind === 'refused' && refusal.code === 'id_reused')
    return sayArrived(unsent)
  voice.alert.textContent = explain(refusal)
  // Filled in by the browser rather than by a robot, perhaps: then the next press sends it.
  if (isCalledRobot(refusal)) for (const field of controlsOf(form, 'website')) field.value = ''
  if (!isOutdated(refusal)) return
  // Not to be had: what is typed stays, to be sent when the page was loaded anew.
  await import('./go-on.ts').then((way) => way.showGoOn(voice, action, body)).catch(() => undefined)
}
