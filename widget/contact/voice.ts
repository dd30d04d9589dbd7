import { putAfter } from '../page/builtins/put-beside.ts'
import { takeOut } from '../page/builtins/take-out.ts'
import { controlsOf } from './fields.ts'

/** The form's live regions. Each is empty until needed, so that a screen reader notices the change. */
export interface Voice {
  /** Why a minor cannot continue; beside the answer. */
  readonly stop: HTMLElement
  /** Errors; above the button that was pressed. */
  readonly alert: HTMLElement
  /** Progress and success. */
  readonly status: HTMLElement
  /** Buttons to copy and print the status. */
  readonly keep: HTMLElement
}

const createLine = (language: string, role?: 'alert' | 'status'): HTMLElement => {
  const line = document.createElement('div')
  line.className = role ? 'kelisim-says' : 'kelisim-keep'
  line.lang = language
  if (role) line.setAttribute('role', role)
  return line
}

/** Inserts the live regions after the question about the sender, and before the part with the button. */
export function createVoice(
  form: HTMLFormElement,
  submit: Element | null,
  language: string,
): Voice {
  // A page restored from its cached HTML may contain copies of these with old messages.
  for (const copy of form.querySelectorAll('.kelisim-says,.kelisim-keep')) takeOut(copy)
  const stop = createLine(language, 'alert')
  const alert = createLine(language, 'alert')
  const status = createLine(language, 'status')
  const place = [...form.children].filter((child) => child.contains(submit))[0] ?? null
  const keep = createLine(language)
  for (const line of [alert, status, keep]) form.insertBefore(line, place)
  const sender = controlsOf(form, 'sender').at(-1)
  const question = sender?.closest('fieldset') ?? sender?.closest('label') ?? sender
  if (question) putAfter(stop, question)
  else form.insertBefore(stop, form.firstChild)
  return { stop, alert, status, keep }
}
