// A headless library: its store decides whether the banner is shown, and the page brings the banner.
import { getOrCreateConsentRuntime } from 'c15t'

const { consentStore } = getOrCreateConsentRuntime({
  mode: 'offline',
  consentCategories: ['necessary', 'measurement', 'experience'],
})

const button = (id, words, choose) => {
  const made = document.createElement('button')
  Object.assign(made, { id, type: 'button', textContent: words, onclick: choose })
  return made
}

const banner = document.createElement('section')
banner.id = 'consent-banner'
banner.setAttribute('aria-label', 'Cookies')
banner.style.cssText =
  'display:none;position:fixed;inset:auto 0 0;padding:1rem;background:#252e39;color:#fff'
const words = document.createElement('p')
words.textContent = 'The school counts visits and shows videos of other sites only if you agree.'
const state = () => consentStore.getState()
banner.append(
  words,
  button('consent-accept', 'Accept all', () => state().saveConsents('all')),
  button('consent-reject', 'Reject all', () => state().saveConsents('necessary')),
  button('consent-settings', 'Settings', () => state().setActiveUI('dialog')),
)
document.body.append(banner)

const draw = ({ activeUI }) => {
  banner.style.display = activeUI === 'banner' ? 'block' : 'none'
}
consentStore.subscribe(draw)
draw(state())
