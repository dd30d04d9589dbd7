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
