import type { Language } from '../../server/contract/index.ts'

/** What a link or button in the page may ask for. */
export type LinkTarget = 'settings' | 'my-data' | 'withdraw'

const TARGETS: readonly LinkTarget[] = ['settings', 'my-data', 'withdraw']
const PREFIX = '#kelisim-'

/** Text of the link that the widget adds, `link.reopen`. Here, since no other text is needed by who has chosen. */
const REOPEN: Readonly<Record<Language, string>> = {
  kk: 'Cookie баптаулары',
  ru: 'Настройки cookie',
  en: 'Cookie settings',
}

/** Set through the element's own style, which no `style-src` forbids. */
const REOPEN_STYLE =
  'all:revert;position:fixed;left:8px;bottom:8px;font:14px system-ui;z-index:var(--kelisim-z,2147483000)'

/** What an address or its fragment asks for, if anything. */
export const hashTarget = (href: string | null): LinkTarget | undefined =>
  TARGETS.find((target) => href === PREFIX + target)

/** Answers every such link and button, also those that the page adds later. */
export function listenToLinks(onTarget: (target: LinkTarget, opener: HTMLElement) => void): void {
  document.addEventListener('click', (event) => {
    const element = (event.target as Element).closest?.<HTMLElement>('[data-kelisim],[href]')
    // The fragment serves where a site builder strips attributes.
    const target =
      element &&
      (hashTarget(PREFIX + element.dataset.kelisim) ?? hashTarget(element.getAttribute('href')))
    if (!target) return
    event.preventDefault()
    onTarget(target, element)
  })
}

/** Gives the page a link to the settings if it has none of its own (CB-08). */
export function ensureSettingsLink(language: Language): void {
  if (document.querySelector(`[data-kelisim=settings],[href="${PREFIX}settings"]`)) return
  const button = document.createElement('button')
  button.lang = language
  button.dataset.kelisim = 'settings'
  button.textContent = REOPEN[language]
  button.style.cssText = REOPEN_STYLE
  document.body.append(button)
}
