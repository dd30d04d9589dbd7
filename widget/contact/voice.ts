/** Where the form speaks: both stand empty until then, so that a screen reader notices the change. */
export interface Voice {
  /** What went wrong; above the button that was pressed, where the eyes are. */
  readonly alert: HTMLElement
  /** What is under way or done. */
  readonly status: HTMLElement
  /** Takes both away. */
  remove(): void
}

const createLine = (role: 'alert' | 'status'): HTMLElement => {
  const line = document.createElement('div')
  line.className = 'kelisim-says'
  line.setAttribute('role', role)
  return line
}

/** Puts the two lines before the part of the form that holds its submit button. */
export function createVoice(
  form: HTMLFormElement,
  submit: Element | null,
  language: string,
): Voice {
  const [alert, status] = [createLine('alert'), createLine('status')]
  alert.lang = status.lang = language
  let place = submit
  while (place && place.parentElement !== form) place = place.parentElement
  form.insertBefore(alert, place)
  form.insertBefore(status, place)
  return {
    alert,
    status,
    remove() {
      alert.remove()
      status.remove()
    },
  }
}
