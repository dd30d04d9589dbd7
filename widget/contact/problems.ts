import { putAfter } from '../page/builtins/put-beside.ts'
import { takeOut } from '../page/builtins/take-out.ts'
import * as text from '../text/kk.ts'
import { type Control, controlsOf } from './fields.ts'
import type { Problem } from './message.ts'

const sentences: Record<Problem['kind'], string> = {
  required: text.errRequired,
  reply: text.formReplyHint,
  email: text.errEmail,
  phone: text.errPhone,
  iin: text.errIin,
  too_long: text.errTooLong,
}

function say(problem: Problem): string {
  if (problem.field === 'consent') return text.errConsent
  if (problem.field === 'sender') return text.errSender
  if (problem.kind !== 'too_long') return sentences[problem.kind]
  return sentences.too_long.replace('{n}', String(problem.max))
}

/** Returns the page's label of a text field, so that the summary distinguishes two empty ones. */
function nameOf(
  problem: Problem,
  control: HTMLInputElement | HTMLTextAreaElement | undefined,
): string {
  if (problem.field === 'consent' || problem.field === 'sender') return ''
  const name = control?.labels?.[0]?.firstChild?.textContent?.trim()
  return name ? `${name}: ` : ''
}

/** Returns the element at which a problem is shown: a group of radio buttons is one field. */
const fieldOf = (control: Control): HTMLElement =>
  (control.type === 'radio' && control.closest<HTMLElement>('fieldset')) || control

/** Sets an attribute. Returns its undo function. */
function addAttribute(element: Element, name: string, value: string): () => void {
  const before = element.getAttribute(name)
  element.setAttribute(name, value)
  return () => {
    if (before === null) element.removeAttribute(name)
    else element.setAttribute(name, before)
  }
}

/** Shows one field's problem beside it and announces it (AX-08). Returns its undo function. */
function markField(control: Control, sentence: string, id: string): () => void {
  const field = fieldOf(control)
  const note = document.createElement('p')
  note.id = id
  note.className = 'kelisim-error'
  note.textContent = sentence
  if (field === control) putAfter(note, control.closest('label') ?? control)
  else field.appendChild(note)
  const undos = [
    addAttribute(
      field,
      'aria-describedby',
      `${field.getAttribute('aria-describedby') ?? ''} ${id}`.trim(),
    ),
    addAttribute(field, 'aria-invalid', 'true'),
  ]
  // A fieldset has the role group, which cannot be invalid; a radiogroup can.
  if (field !== control) undos.push(addAttribute(field, 'role', 'radiogroup'))
  return () => {
    takeOut(note)
    for (const undo of undos) undo()
  }
}

/**
 * Shows all problems at once: beside each field, and in a summary whose links lead to the fields.
 *
 * @returns Its undo function.
 */
export function showProblems(
  form: HTMLFormElement,
  summary: HTMLElement,
  problems: readonly Problem[],
): () => void {
  const list = document.createElement('ul')
  const undos: (() => void)[] = []
  for (const problem of problems) {
    const control = controlsOf(form, problem.field)[0]
    const sentence = say(problem)
    const link = document.createElement('a')
    link.textContent = nameOf(problem, control) + sentence
    list.appendChild(document.createElement('li')).appendChild(link)
    if (!control) continue
    control.id ||= `kelisim-${problem.field}`
    link.href = `#${control.id}`
    link.onclick = (event) => {
      event.preventDefault()
      control.focus()
    }
    undos.push(markField(control, sentence, `kelisim-error-${problem.field}`))
  }
  const title = document.createElement('p')
  title.textContent = text.errSummary.replace('{n}', String(problems.length))
  summary.textContent = ''
  summary.appendChild(title)
  summary.appendChild(list)
  return () => {
    summary.textContent = ''
    for (const undo of undos) undo()
  }
}
