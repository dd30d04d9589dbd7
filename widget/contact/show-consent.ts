import type { Language } from '../../server/contract/index.ts'
import { sayMessageConsent } from '../../server/contract/typed/message-consent.ts'
import * as text from '../text/kk.ts'
import { controlsOf } from './fields.ts'

/** The consent text in force, filled in from the configuration (CF-02, CF-11). */
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

/**
 * Puts the consent text in force in the place of the page's own, beside the box: what is sent proves that it was shown (CR-04).
 * The page's links stay behind it.
 *
 * @returns what puts it back where a page has written over it, and takes the tick away that was given to other words.
 */
export function showConsent(form: HTMLFormElement, language: Language): () => void {
  const words = document.createElement('span')
  words.lang = language
  words.textContent = sayConsent(language)
  const show = (): void => {
    const [box] = controlsOf(form, 'consent')
    if (!box) return
    let [label] = box.labels ?? []
    if (!label) {
      label = document.createElement('label')
      box.before(label)
      label.appendChild(box)
    }
    const links = label.querySelectorAll('a')
    for (const node of [...label.childNodes]) if (!node.contains(box)) node.remove()
    label.append(' ', words)
    for (const link of links) label.append(' ', link)
  }
  show()
  const isShown = () => {
    const [box] = controlsOf(form, 'consent')
    return box?.labels?.[0]?.contains(words) && box.labels[0].innerText.includes(words.innerText)
  }
  return () => {
    if (isShown()) return
    show()
    for (const box of controlsOf(form, 'consent')) box.checked = false
  }
}
