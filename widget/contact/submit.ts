import type { MessageBody } from '../../server/contract/index.ts'
import { writeJson } from '../page/write-json.ts'
import * as contact from '../text/kk/contact.ts'
import * as text from '../text/kk.ts'
import type { ContactDeps } from './deps.ts'
import { clearEntries, controlsOf, lockEntries, readEntries, readText } from './fields.ts'
import type { Entries, Problem } from './message.ts'
import { showProblems } from './problems.ts'
import type { Voice } from './voice.ts'

type Refusal = Exclude<Awaited<ReturnType<ContactDeps['send']>>, { kind: 'accepted' }>

const isCalledRobot = (refusal: Refusal) =>
  refusal.kind === 'refused' && refusal.code === 'looks_automated'

/** What to say of a message that did not arrive. */
function explain(refusal: Refusal): string {
  if (refusal.kind === 'offline') return text.errNetwork
  if (refusal.code === 'sender_is_minor') return text.formMinorStop
  if (isCalledRobot(refusal)) return contact.errAutomated
  const reason = refusal.status === 429 ? text.errRate : text.errServer
  return `${text.formNotSent} ${reason}`
}

/**
 * Version and language of the consent text beside the box: the page's own where its hidden fields
 * name them, since that is what the sender read.
 */
function readShown(form: HTMLFormElement, { site, language }: ContactDeps) {
  const shown = readText(form, 'language')
  return {
    policyVersion: readText(form, 'policyVersion') || site.policyVersion,
    language: shown === 'kk' || shown === 'ru' || shown === 'en' ? shown : language,
  }
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

/** The rules of a message, in a file of their own: a page with a form is not heavier for them than one part may be. */
const bringRules = () => import('./message.ts').catch(() => undefined)

/**
 * The way from a press on 'send' to what is said of it. Holds back a second press while the first
 * is under way, and keeps the id of a message until its words change, so that a message sent again
 * after a lost answer is stored once.
 */
export function createSubmission(form: HTMLFormElement, voice: Voice, deps: ContactDeps) {
  let isSending = false
  let warnedMessage: string | undefined
  let last: MessageBody | undefined
  let forget = (): void => {}

  const point = (problems: readonly Problem[]): void => {
    if (problems.some(({ kind }) => kind === 'iin')) warnedMessage = readEntries(form).message
    forget = showProblems(form, voice.alert, problems)
  }

  const sendMessage = async (body: Omit<MessageBody, 'id'>): Promise<void> => {
    const next = { ...body, id: last?.id ?? '' }
    if (writeJson(next) !== writeJson(last)) next.id = deps.newId()
    last = next
    voice.status.textContent = text.formSending
    const result = await deps.send(next)
    voice.status.textContent = ''
    if (result.kind !== 'accepted') {
      voice.alert.textContent = explain(result)
      // Filled in by the browser rather than by a robot, perhaps: then the next press sends it.
      if (isCalledRobot(result)) for (const field of controlsOf(form, 'website')) field.value = ''
      return
    }
    form.reset()
    last = warnedMessage = undefined
    await saySent(voice, result.body ?? {})
  }

  const checkAndSend = async (entries: Entries): Promise<void> => {
    const context = { ...readShown(form, deps), warnedMessage }
    const result = (await bringRules())?.buildMessage(entries, context)
    if (result?.kind === 'valid') return sendMessage(result.body)
    if (result?.kind === 'invalid') return point(result.problems)
    if (!result) voice.alert.textContent = text.errNetwork
  }
  // Whoever sends it later, from a train, must not wait for them.
  void bringRules()

  return {
    /** Takes away what was said of the fields. */
    clear(): void {
      forget()
      for (const line of [voice.alert, voice.status, voice.keep]) line.replaceChildren()
    },
    async submit(): Promise<void> {
      if (isSending) return
      this.clear()
      const entries = readEntries(form)
      if (entries.sender === 'minor') return clearEntries(form)
      isSending = true
      const unlock = lockEntries(form)
      await checkAndSend(entries)
      unlock()
      isSending = false
    },
  }
}
