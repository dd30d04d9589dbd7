import type { MessageBody } from '../../server/contract/index.ts'
import * as contact from '../text/kk/contact.ts'
import * as text from '../text/kk.ts'
import type { ContactDeps } from './deps.ts'
import { controlsOf } from './fields.ts'
import type { Voice } from './voice.ts'

type Refusal = Exclude<Awaited<ReturnType<ContactDeps['send']>>, { kind: 'accepted' }>

const isCalledRobot = (refusal: Refusal) =>
  refusal.kind === 'refused' && refusal.code === 'looks_automated'

/** Returns whether the text beside the box is no longer in force, since the page was open meanwhile. */
const isOutdated = (refusal: Refusal) =>
  refusal.kind === 'refused' && /^policy_version/.test(refusal.code ?? '')

/** Returns the explanation for a message that was not sent. */
function explain(refusal: Refusal): string {
  if (refusal.kind === 'offline') return contact.errOffline
  if (isOutdated(refusal)) return contact.errOutdated
  if (refusal.code === 'sender_is_minor') return text.formMinorStop
  if (isCalledRobot(refusal)) return contact.errAutomated
  const reason = refusal.status === 429 ? text.errRate : text.errServer
  return `${text.formNotSent} ${reason}`
}

/** A message that was not sent: its form, where it can be continued, and the response. */
interface Unsent {
  readonly form: HTMLFormElement
  readonly voice: Voice
  readonly body: MessageBody
  /** Whether the identical message was sent before. */
  readonly isAgain: boolean
  /** Target of a form that the browser submits itself. */
  readonly action: string
  readonly refusal: Refusal
}

/**
 * Explains that an earlier attempt had arrived, but its response was lost for so long that the server no longer repeats it:
 * the message is stored, and can be accessed by email only.
 */
function sayArrived({ form, voice, body, action }: Unsent): void {
  const link = document.createElement('a')
  link.href = `${action.split('/', 3).join('/')}/my-data?lang=${body.language}`
  link.textContent = link.href
  form.reset()
  voice.status.textContent = `${contact.formArrived} `
  voice.status.appendChild(link)
}

/**
 * Explains why a message was not sent, or that it had arrived before; if the text beside the box is no longer in force,
 * offers how to continue.
 */
export async function sayUnsent(unsent: Unsent): Promise<void> {
  const { form, voice, body, action, refusal } = unsent
  if (unsent.isAgain && refusal.kind === 'refused' && refusal.code === 'id_reused')
    return sayArrived(unsent)
  voice.alert.textContent = explain(refusal)
  // Possibly filled in by the browser rather than by a robot; then the next press sends it.
  if (isCalledRobot(refusal)) for (const field of controlsOf(form, 'website')) field.value = ''
  if (!isOutdated(refusal)) return
  // If it cannot be loaded, the typed text is kept, to be sent after reloading the page.
  await import('./go-on.ts').then((way) => way.showGoOn(voice, action, body)).catch(() => undefined)
}
