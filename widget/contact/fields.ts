import type { Entries, Field } from './message.ts'

/** An input for text or a choice. */
export type Control = Pick<HTMLInputElement, 'checked' | 'defaultChecked'> &
  (HTMLInputElement | HTMLTextAreaElement)

/** Returns the form's inputs: no buttons, lists or groups. */
const listControls = (form: HTMLFormElement): Control[] =>
  ([...form.elements] as Control[]).filter((element) => 'readOnly' in element)

/** Returns the field of a control: a page may use another name and set `data-kelisim-field="name"`. */
export const purposeOf = (control: HTMLElement): string =>
  control.dataset?.kelisimField || (control as HTMLInputElement).name

/**
 * Returns whether a person can use it. Some pages have a hidden twin beside a checkbox. The consent must be a checkbox: of
 * two radio buttons, the one for 'no' can be chosen, too.
 */
const canChoose = ({ type }: Control, name: string): boolean =>
  name === 'consent' ? type === 'checkbox' : name !== 'sender' || type !== 'hidden'

/** Returns the form's controls for one field; several if they are radio buttons. */
export const controlsOf = (form: HTMLFormElement, name: string): Control[] =>
  listControls(form).filter((control) => purposeOf(control) === name && canChoose(control, name))

/** Returns the value of the first control for that field; empty where the form lacks it. */
export const readText = (
  form: HTMLFormElement,
  name: Field | 'policyVersion' | 'language' | 'website',
): string => controlsOf(form, name)[0]?.value ?? ''

/** Returns required fields that the form lacks. One of email and phone is enough. */
export function findMissing(form: HTMLFormElement): string[] {
  const has = (name: string) => controlsOf(form, name).length > 0
  const missing = ['name', 'message', 'sender', 'consent'].filter((name) => !has(name))
  return has('email') || has('phone') ? missing : [...missing, 'email or phone']
}

/** Returns the typed values. A missing field is empty. */
export const readEntries = (form: HTMLFormElement): Entries => ({
  name: readText(form, 'name'),
  email: readText(form, 'email'),
  phone: readText(form, 'phone'),
  message: readText(form, 'message'),
  website: readText(form, 'website'),
  sender: controlsOf(form, 'sender').filter((control) => control.checked)[0]?.value ?? '',
  consent: controlsOf(form, 'consent').some((control) => control.checked),
})

/** Shows that a message is being sent, and disables input, since later changes would not be sent. Returns its undo function. */
export function lockEntries(form: HTMLFormElement): () => void {
  const open = listControls(form).filter(({ readOnly }) => !readOnly)
  for (const control of open) control.readOnly = true
  form.setAttribute('aria-busy', 'true')
  return () => {
    form.removeAttribute('aria-busy')
    for (const control of open) control.readOnly = false
  }
}

/** Clears everything that was typed or ticked, except the sender (MI-02). */
export function clearEntries(form: HTMLFormElement): void {
  for (const control of listControls(form)) {
    if (control.type === 'checkbox') control.checked = false
    else if (!['hidden', 'radio', 'submit', 'button', 'reset'].includes(control.type))
      control.value = ''
  }
}
