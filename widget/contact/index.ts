import * as text from '../text/kk.ts'
import type { ContactUi } from '../ui/props.ts'
import { clearEntries, controlsOf, readEntries } from './fields.ts'
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

/** Takes over a form that works without JavaScript: checks it as a whole, stops minors, sends it. */
export const takeOver: ContactUi['takeOver'] = (form, deps) => {
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
    if (!isMinor) return
    submission.clear()
    clearEntries(form)
    voice.alert.textContent = text.formMinorStop
  }
  const onChange = (event: Event): void => {
    const { name } = event.target as HTMLInputElement
    if (name !== 'sender') return
    if (voice.alert.textContent === text.formMinorStop) submission.clear()
    stopMinor()
  }
  const onSubmit = (event: Event): void => {
    event.preventDefault()
    void submission.submit().then(stopMinor)
  }
  form.addEventListener('change', onChange)
  form.addEventListener('submit', onSubmit)
  // A browser may have restored the answer of an earlier visit to the page.
  if (controlsOf(form, 'sender').length > 0) stopMinor()

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
