import type { MessageBody } from '../../server/contract/index.ts'
import { writeJson } from '../page/write-json.ts'
import * as contact from '../text/kk/contact.ts'
import * as text from '../text/kk.ts'
import type { ContactDeps } from './deps.ts'
import { clearEntries, controlsOf, lockEntries, readEntries, readText } from './fields.ts'
import { buildMessage, type Problem } from './message.ts'
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
    if (problems.some(({ kind }) => kind === 'iin'))
      warnedMessage = readEntries(form).message.trim()
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
    const { reference = '', code = '' } = result.body ?? {}
    voice.status.textContent = `${text.formSent} ${contact.formCode}`
      .replace('{id}', reference)
      .replace('{code}', code)
    // Not to be had: what is to be kept is said all the same.
    await import('./keep.ts').then(({ showKeep }) => showKeep(voice)).catch(() => undefined)
  }

  return {
    /** Takes away what was said of the fields. */
    clear(): void {
      forget()
      for (const line of [voice.alert, voice.status, voice.keep]) line.replaceChildren()
    },
    async submit(): Promise<void> {
      if (isSending) return
      this.clear()
      const context = { ...readShown(form, deps), warnedMessage }
      const result = buildMessage(readEntries(form), context)
      if (result.kind === 'minor') return clearEntries(form)
      if (result.kind === 'invalid') return point(result.problems)
      isSending = true
      form.setAttribute('aria-busy', 'true')
      const unlock = lockEntries(form)
      await sendMessage(result.body)
      unlock()
      form.removeAttribute('aria-busy')
      isSending = false
    },
  }
}
