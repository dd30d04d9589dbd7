import type { Entries, Field } from './message.ts'

/** A field in which something is typed or ticked. */
export type Control = Pick<HTMLInputElement, 'checked' | 'defaultChecked'> &
  (HTMLInputElement | HTMLTextAreaElement)

/** What the form holds that can be typed into or ticked: no button, list or group. */
const listControls = (form: HTMLFormElement): Control[] =>
  ([...form.elements] as Control[]).filter((element) => 'readOnly' in element)

/** What a control is for: a page may call it otherwise and say so, `data-kelisim-field="name"`. */
export const purposeOf = (control: HTMLElement): string =>
  control.dataset?.kelisimField || (control as HTMLInputElement).name

/**
 * Whether a person can choose it. Some pages have a hidden twin beside a box. The consent is a box and nothing else: of two radio
 * buttons the one that says no can be chosen, too.
 */
const canChoose = ({ type }: Control, name: string): boolean =>
  name === 'consent' ? type === 'checkbox' : name !== 'sender' || type !== 'hidden'

/** The form's controls for one field; several where they are radio buttons. */
export const controlsOf = (form: HTMLFormElement, name: string): Control[] =>
  listControls(form).filter((control) => purposeOf(control) === name && canChoose(control, name))

/** What the first control for that field holds; empty where the form lacks it. */
export const readText = (
  form: HTMLFormElement,
  name: Field | 'policyVersion' | 'language' | 'website',
): string => controlsOf(form, name)[0]?.value ?? ''

/** Fields without which nothing can be sent, that the form lacks. One of email and phone is enough. */
export function findMissing(form: HTMLFormElement): string[] {
  const has = (name: string) => controlsOf(form, name).length > 0
  const missing = ['name', 'message', 'sender', 'consent'].filter((name) => !has(name))
  return has('email') || has('phone') ? missing : [...missing, 'email or phone']
}

/** Reads what was typed. A field that the form lacks is empty. */
export const readEntries = (form: HTMLFormElement): Entries => ({
  name: readText(form, 'name'),
  email: readText(form, 'email'),
  phone: readText(form, 'phone'),
  message: readText(form, 'message'),
  website: readText(form, 'website'),
  sender: controlsOf(form, 'sender').filter((control) => control.checked)[0]?.value ?? '',
  consent: controlsOf(form, 'consent').some((control) => control.checked),
})

/** Says that a message is on its way, and lets nothing be typed: it would go with what was sent. Returns its undo. */
export function lockEntries(form: HTMLFormElement): () => void {
  const open = listControls(form).filter(({ readOnly }) => !readOnly)
  for (const control of open) control.readOnly = true
  form.setAttribute('aria-busy', 'true')
  return () => {
    form.removeAttribute('aria-busy')
    for (const control of open) control.readOnly = false
  }
}

/** Empties everything that was typed or ticked, but who is sending (MI-02). */
export function clearEntries(form: HTMLFormElement): void {
  for (const control of listControls(form)) {
    if (control.type === 'checkbox') control.checked = false
    else if (!['hidden', 'radio', 'submit', 'button', 'reset'].includes(control.type))
      control.value = ''
  }
}
