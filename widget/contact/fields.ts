import type { Entries, Field } from './message.ts'

type Control = HTMLInputElement | HTMLTextAreaElement

/** The form's controls of one name; several where they are radio buttons. */
export const controlsOf = (form: HTMLFormElement, name: string): Control[] =>
  [...form.elements].filter(
    (element): element is Control =>
      (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement) &&
      element.name === name,
  )

/** What the first control of that name holds; empty where the form lacks it. */
export const readText = (
  form: HTMLFormElement,
  name: Field | 'policyVersion' | 'language' | 'website',
): string => controlsOf(form, name)[0]?.value ?? ''

const isChecked = (control: Control): boolean =>
  control instanceof HTMLInputElement && control.checked

/** Reads what was typed. A field that the form lacks is empty. */
export const readEntries = (form: HTMLFormElement): Entries => ({
  name: readText(form, 'name'),
  email: readText(form, 'email'),
  phone: readText(form, 'phone'),
  message: readText(form, 'message'),
  website: readText(form, 'website'),
  sender: controlsOf(form, 'sender').find(isChecked)?.value ?? '',
  consent: controlsOf(form, 'consent').some(isChecked),
})

/** Lets nothing be typed while a message is on its way: it would go with what was sent. Returns its undo. */
export function lockEntries(form: HTMLFormElement): () => void {
  const open = ([...form.elements] as Control[]).filter(({ readOnly }) => readOnly === false)
  for (const control of open) control.readOnly = true
  return () => {
    for (const control of open) control.readOnly = false
  }
}

/** Empties everything that was typed or ticked, but who is sending (MI-02). */
export function clearEntries(form: HTMLFormElement): void {
  for (const element of form.elements) {
    if (element instanceof HTMLTextAreaElement) element.value = ''
    if (!(element instanceof HTMLInputElement)) continue
    if (element.type === 'checkbox') element.checked = false
    else if (!['hidden', 'radio', 'submit', 'button', 'reset'].includes(element.type)) {
      element.value = ''
    }
  }
}
