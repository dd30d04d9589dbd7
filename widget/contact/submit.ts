import type { MessageBody } from '../../server/contract/index.ts'
import type { SendResult } from '../page/network/send-result.ts'
import { writeJson } from '../page/write-json.ts'
import * as contact from '../text/kk/contact.ts'
import * as text from '../text/kk.ts'
import { createDelivery } from './deliver.ts'
import type { ContactDeps } from './deps.ts'
import { clearEntries, lockEntries, readEntries } from './fields.ts'
import type { Entries } from './message.ts'
import type { Voice } from './voice.ts'

interface SubmissionDeps extends ContactDeps {
  /** Has the consent text in force beside the box, or the box not ticked. */
  keepConsent(): void
}

/** Says by what the message can be found again, and offers to keep it. */
async function saySent(
  voice: Voice,
  { reference = '', code = '' }: { readonly reference?: string; readonly code?: string },
): Promise<void> {
  voice.status.textContent = `${text.formSent} ${contact.formCode}`
    .replace('{id}', reference)
    .replace('{code}', code)
  // Not to be had: what is to be kept is said all the same.
  await import('./keep.ts').then(({ showKeep }) => showKeep(voice)).catch(() => undefined)
}

/** Whether the server has this id, and says no more what belongs to it. */
const isStored = (result: SendResult) => result.kind === 'refused' && result.code === 'id_reused'

/** The rules of a message, in a file of their own: a page with a form is not heavier for them than one part may be. */
const bringRules = () => import('./rules.ts').catch(() => undefined)

/**
 * The way from a press on 'send' to what is said of it. Holds back a second press while the first
 * is under way, and keeps the id of a message until its words change, so that a message sent again
 * after a lost answer is stored once.
 */
export function createSubmission(form: HTMLFormElement, voice: Voice, deps: SubmissionDeps) {
  let unlock: (() => void) | undefined
  const { begin, deliver } = createDelivery(deps)
  let warnedMessage: string | undefined
  let last: MessageBody | undefined
  let forget = (): void => {}

  const sendMessage = async (body: Omit<MessageBody, 'id'>): Promise<void> => {
    const next = { ...body, id: last?.id ?? '' }
    const isAgain = writeJson(next) === writeJson(last)
    if (!isAgain) next.id = deps.newId()
    voice.status.textContent = text.formSending
    const result = await deliver(next)
    last = isStored(result) ? undefined : next
    voice.status.textContent = ''
    if (result.kind !== 'accepted') {
      const unsent = { form, voice, body: next, isAgain, action: deps.address, refusal: result }
      return (await bringRules())?.sayUnsent(unsent)
    }
    form.reset()
    last = warnedMessage = undefined
    await saySent(voice, result.body ?? {})
  }

  const checkAndSend = async (entries: Entries): Promise<void> => {
    const rules = await bringRules()
    if (!rules) voice.alert.textContent = text.errNetwork
    if (!rules) return
    const result = rules.buildMessage(entries, { ...deps.shown, warnedMessage })
    if (result.kind === 'valid') return sendMessage(result.body)
    if (result.kind !== 'invalid') return
    if (result.problems.some(({ kind }) => kind === 'iin')) warnedMessage = entries.message
    forget = rules.showProblems(form, voice.alert, result.problems)
  }
  // Whoever sends it later, from a train, must not wait for them.
  void bringRules()

  return {
    /** Somebody who may send has begun. */
    begin,
    /** Takes away what was said of the fields. */
    clear(): void {
      forget()
      for (const line of [voice.alert, voice.status, voice.keep]) line.textContent = ''
    },
    async submit(): Promise<void> {
      if (unlock) return
      this.clear()
      deps.keepConsent()
      const entries = readEntries(form)
      if (entries.sender === 'minor') return clearEntries(form)
      unlock = lockEntries(form)
      await checkAndSend(entries)
      unlock()
      unlock = undefined
    },
  }
}
