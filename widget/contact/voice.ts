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
  /** Takes all of them away. */
  remove(): void
}

const createLine = (role: 'alert' | 'status', language: string): HTMLElement => {
  const line = document.createElement('div')
  line.className = 'kelisim-says'
  line.lang = language
  line.setAttribute('role', role)
  return line
}

/** Puts the lines after the question who is sending, and before the part that holds the button. */
export function createVoice(
  form: HTMLFormElement,
  submit: Element | null,
  language: string,
): Voice {
  // A page that is shown again from a copy of itself has copies of these, and of what they said.
  for (const copy of form.querySelectorAll('.kelisim-says,.kelisim-keep')) copy.remove()
  const stop = createLine('alert', language)
  const alert = createLine('alert', language)
  const status = createLine('status', language)
  let place = submit
  while (place && place.parentElement !== form) place = place.parentElement
  form.insertBefore(alert, place)
  form.insertBefore(status, place)
  const keep = document.createElement('div')
  keep.className = 'kelisim-keep'
  keep.lang = language
  status.after(keep)
  const sender = controlsOf(form, 'sender').at(-1)
  const question = sender?.closest('fieldset') ?? sender?.closest('label') ?? sender
  if (question) question.after(stop)
  else form.prepend(stop)
  return {
    stop,
    alert,
    status,
    keep,
    remove() {
      for (const line of [stop, alert, status, keep]) line.remove()
    },
  }
}
