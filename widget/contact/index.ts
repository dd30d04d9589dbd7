import * as text from '../text/kk.ts'
import type { ContactDeps } from './deps.ts'
import { clearEntries, purposeOf, readEntries } from './fields.ts'
import { showConsent } from './show-consent.ts'
import { adoptSheet } from './style/adopt-sheet.ts'
import { contactCss } from './style/styles.ts'
import { createSubmission } from './submit.ts'
import { createVoice } from './voice.ts'

/** Returns the submit button of a form, also one outside that refers to the form. */
const submitOf = (form: HTMLFormElement): HTMLButtonElement | undefined =>
  ([...form.elements] as HTMLButtonElement[]).filter(({ type }) => type === 'submit')[0]

/** Takes over a form that works without JavaScript: validates it as a whole, stops minors, sends it. */
export function takeOver(form: HTMLFormElement, deps: ContactDeps): void {
  adoptSheet(contactCss)
  const submit = submitOf(form)
  const voice = createVoice(form, submit ?? null, deps.shown.language)
  const keepConsent = showConsent(form, voice, deps.shown.language)
  const submission = createSubmission(form, voice, { ...deps, keepConsent })
  form.noValidate = true

  const isMinor = () => readEntries(form).sender === 'minor'
  const isSender = (target: EventTarget | null) => purposeOf(target as HTMLElement) === 'sender'
  const stopMinor = (): void => {
    if (submit) submit.disabled = isMinor()
    voice.stop.textContent = isMinor() ? text.formMinorStop : ''
    if (isMinor()) submission.clear()
  }
  const onChange = (event: Event): void => {
    if (!isSender(event.target)) return
    stopMinor()
    if (!isMinor()) submission.begin()
  }
  /**
   * An arrow key passes over every answer, so an answer counts once the person moves on. A click on the label of another
   * answer first focuses an ancestor that contains all of them and cannot be reached by key.
   */
  const onGoOn = ({ target }: Event): void => {
    if (isMinor() && !isSender(target) && !((target as HTMLElement).tabIndex < 0))
      clearEntries(form)
  }
  /** The back button may restore the page as it was left, in front of another person. */
  const onLeave = (event: Event): void => {
    submission.clear()
    onGoOn(event)
  }
  const onSubmit = (event: Event): void => {
    event.preventDefault()
    void submission.submit().then(stopMinor)
  }
  form.addEventListener('change', onChange)
  form.addEventListener('submit', onSubmit)
  document.addEventListener('focusin', onGoOn)
  addEventListener('pagehide', onLeave)
  // A browser may have restored the answer of an earlier visit to the page.
  stopMinor()
  if (isMinor()) clearEntries(form)
}
