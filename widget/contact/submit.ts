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
  /** Restores the consent text in force beside the box, or unticks the box. */
  keepConsent(): void
}

/** Shows how the message can be found again, and offers to copy or print that. */
async function saySent(
  voice: Voice,
  { reference = '', code = '' }: { readonly reference?: string; readonly code?: string },
): Promise<void> {
  voice.status.textContent = `${text.formSent} ${contact.formCode}`
    .replace('{id}', reference)
    .replace('{code}', code)
  // If it cannot be loaded, reference and code are shown all the same.
  await import('./keep.ts').then(({ showKeep }) => showKeep(voice)).catch(() => undefined)
}

/** Returns whether the server has this id but no longer returns its code. */
const isStored = (result: SendResult) => result.kind === 'refused' && result.code === 'id_reused'

/** Loads the rules of a message, which are in a separate file because of the size limit of a part. */
const bringRules = () => import('./rules.ts').catch(() => undefined)

/**
 * Handles a submission from the press of 'send' to its result. Ignores a second press while the first is in progress, and
 * keeps a message's id until its text changes, so a message sent again after a lost response is stored once.
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
  // Loaded early, so that somebody who sends it later, offline, need not wait for them.
  void bringRules()

  return {
    /** Called when somebody starts to fill in the form. */
    begin,
    /** Removes the messages beside the fields. */
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
