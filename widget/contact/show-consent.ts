import type { Language } from '../../server/contract/index.ts'
import { sayMessageConsent } from '../../server/contract/typed/message-consent.ts'
import { putBefore } from '../page/builtins/put-beside.ts'
import { takeOut } from '../page/builtins/take-out.ts'
import * as contact from '../text/kk/contact.ts'
import * as text from '../text/kk.ts'
import { controlsOf, readEntries } from './fields.ts'
import type { Voice } from './voice.ts'

/** Returns the consent text in force with values from the configuration (CF-02, CF-11). */
const sayConsent = (language: Language): string =>
  sayMessageConsent(
    {
      formConsent: text.formConsent,
      formConsentNone: text.formConsentNone,
      formConsentSome: text.formConsentSome,
      valueYes: text.valueYes,
      valueNo: text.valueNo,
      valueDayOne: text.valueDayOne,
      valueDayFew: text.valueDayFew,
      valueDayMany: text.valueDayMany,
    },
    {
      language,
      operator: __KELISIM_DETAILS__.operator.name[language],
      bin: __KELISIM_DETAILS__.operator.bin,
      days: __KELISIM_DETAILS__.messageDays,
      recipients: __KELISIM_DETAILS__.messageTransfers.recipients,
      isAbroad: __KELISIM_DETAILS__.messageTransfers.isAbroad,
      isPublic: __KELISIM_DETAILS__.publicSources,
    },
  )

/** Removes all text and elements from a label except the ancestors of the box, at any depth. */
function strip(label: Node, box: Node): void {
  for (const node of [...label.childNodes]) {
    if (!node.contains(box)) takeOut(node)
    else if (node !== box) strip(node, box)
  }
}

/** Returns the text of a label without its links. */
function readLabel(label: HTMLElement): string {
  let said = label.innerText
  for (const { innerText } of label.querySelectorAll('a')) said = said.replace(innerText, '')
  return said.trim()
}

/**
 * Replaces the page's text beside the box by the consent text in force: what is sent proves that it was shown (CR-04). The
 * page's links are kept after it. A tick that was set for other text, by the person or by the page itself, is removed.
 *
 * @returns a function that restores it where the page has overwritten it, and removes a tick that was set for other text.
 */
export function showConsent(
  form: HTMLFormElement,
  { status }: Pick<Voice, 'status'>,
  language: Language,
): () => void {
  const words = document.createElement('span')
  words.lang = language
  words.textContent = sayConsent(language)
  const listBoxes = () => controlsOf(form, 'consent')
  const untick = (): void => {
    for (const box of listBoxes()) box.checked = false
  }
  const show = (): void => {
    const [box] = listBoxes()
    if (!box) return
    const labels = [...(box.labels ?? [])]
    const links = labels.flatMap((label) => [...label.querySelectorAll('a')])
    for (const label of labels) strip(label, box)
    let [label] = labels
    if (!label) {
      label = document.createElement('label')
      putBefore(label, box)
      label.appendChild(box)
    }
    for (const part of [words, ...links]) {
      label.appendChild(document.createTextNode(' '))
      label.appendChild(part)
    }
  }
  // A box that the page ticks itself, now or at the next reset, was not ticked by anybody.
  for (const box of listBoxes()) box.defaultChecked = false
  const [label, other] = listBoxes()[0]?.labels ?? []
  const wasShown = label && !other && readLabel(label) === words.textContent
  show()
  if (!wasShown && readEntries(form).consent) {
    untick()
    status.textContent = contact.formUnticked
  }
  const isShown = () => {
    const [box] = listBoxes()
    return box?.labels?.[0]?.contains(words) && box.labels[0].innerText.includes(words.innerText)
  }
  return () => {
    if (isShown()) return
    show()
    untick()
  }
}
