import { putAfter } from '../page/builtins/put-beside.ts'
import { takeOut } from '../page/builtins/take-out.ts'
import { controlsOf } from './fields.ts'

/** Where the form speaks: each line stands empty until then, so that a screen reader notices the change. */
export interface Voice {
  /** Why a minor goes no further; beside the answer that says so. */
  readonly stop: HTMLElement
  /** What went wrong; above the button that was pressed, where the eyes are. */
  readonly alert: HTMLElement
  /** What is under way or done. */
  readonly status: HTMLElement
  /** Ways to keep what the status says. */
  readonly keep: HTMLElement
}

const createLine = (language: string, role?: 'alert' | 'status'): HTMLElement => {
  const line = document.createElement('div')
  line.className = role ? 'kelisim-says' : 'kelisim-keep'
  line.lang = language
  if (role) line.setAttribute('role', role)
  return line
}

/** Puts the lines after the question who is sending, and before the part that holds the button. */
export function createVoice(
  form: HTMLFormElement,
  submit: Element | null,
  language: string,
): Voice {
  // A page that is shown again from a copy of itself has copies of these, and of what they said.
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
