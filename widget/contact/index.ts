import { genuine } from '../page/genuine.ts'
import * as text from '../text/kk.ts'
import { adoptSheet } from './adopt-sheet.ts'
import type { ContactDeps } from './deps.ts'
import { clearEntries, readEntries } from './fields.ts'
import { contactCss } from './styles.ts'
import { createSubmission } from './submit.ts'
import { createVoice } from './voice.ts'

/** Submit button of a form, also where it stands outside and names the form. */
const submitOf = (form: HTMLFormElement): HTMLButtonElement | undefined =>
  ([...form.elements] as HTMLButtonElement[]).find(({ type }) => type === 'submit')

/** Takes over a form that works without JavaScript: checks it as a whole, stops minors, sends it. */
export function takeOver(found: HTMLFormElement, deps: ContactDeps): void {
  // Its controls may be called what its own methods are.
  const form = genuine(found)
  adoptSheet(contactCss)
  const submit = submitOf(form)
  const voice = createVoice(form, submit ?? null, deps.language)
  const submission = createSubmission(form, voice, deps)
  form.noValidate = true

  const isMinor = () => readEntries(form).sender === 'minor'
  const isSender = (target: EventTarget | null) => (target as HTMLInputElement).name === 'sender'
  const stopMinor = (): void => {
    if (submit) submit.disabled = isMinor()
    voice.stop.textContent = isMinor() ? text.formMinorStop : ''
    if (isMinor()) submission.clear()
  }
  const onChange = (event: Event): void => {
    if (isSender(event.target)) stopMinor()
  }
  /**
   * An arrow key passes over every answer: it stands once the person goes on to something else. A click on the label of
   * another answer first gives the focus to what cannot be reached by key and holds them all.
   */
  const onGoOn = ({ target }: Event): void => {
    if (isMinor() && !isSender(target) && !((target as HTMLElement).tabIndex < 0))
      clearEntries(form)
  }
  /** The back button may bring the page as it was left, to whoever sits there then. */
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
