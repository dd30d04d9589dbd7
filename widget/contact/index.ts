import * as text from '../text/kk.ts'
import type { ContactDeps } from './deps.ts'
import { clearEntries, readEntries } from './fields.ts'
import { contactCss } from './styles.ts'
import { createSubmission } from './submit.ts'
import { createVoice } from './voice.ts'

/** Submit button of a form, also where it stands outside and names the form. */
const submitOf = (form: HTMLFormElement): HTMLButtonElement | HTMLInputElement | undefined =>
  [...form.elements].find(
    (element): element is HTMLButtonElement | HTMLInputElement =>
      (element instanceof HTMLButtonElement || element instanceof HTMLInputElement) &&
      element.type === 'submit',
  )

/**
 * Takes over a form that works without JavaScript: checks it as a whole, stops minors, sends it.
 *
 * @returns Its undo.
 */
export function takeOver(form: HTMLFormElement, deps: ContactDeps): () => void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(contactCss)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  const submit = submitOf(form)
  const voice = createVoice(form, submit ?? null, deps.language)
  const submission = createSubmission(form, voice, deps)
  const wasNoValidate = form.noValidate
  form.noValidate = true

  const stopMinor = (): void => {
    const isMinor = readEntries(form).sender === 'minor'
    if (submit) submit.disabled = isMinor
    voice.stop.textContent = isMinor ? text.formMinorStop : ''
    if (!isMinor) return
    submission.clear()
    clearEntries(form)
  }
  const onChange = (event: Event): void => {
    if (event.target instanceof HTMLInputElement && event.target.name === 'sender') stopMinor()
  }
  const onSubmit = (event: Event): void => {
    event.preventDefault()
    void submission.submit().then(stopMinor)
  }
  form.addEventListener('change', onChange)
  form.addEventListener('submit', onSubmit)
  // A browser may have restored the answer of an earlier visit to the page.
  stopMinor()

  return () => {
    form.removeEventListener('change', onChange)
    form.removeEventListener('submit', onSubmit)
    submission.clear()
    voice.remove()
    form.noValidate = wasNoValidate
    if (submit) submit.disabled = false
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}
