import type { Part } from '../context.ts'
import * as text from '../text/kk.ts'
import { element } from './element.ts'

/** Set through the element's own style, which no `style-src` forbids. */
const STYLE =
  'all:revert;position:fixed;left:8px;bottom:8px;padding:14px;font:14px system-ui;z-index:var(--kelisim-z,2147483000)'

/** Gives a page that has no link to the settings of its own a button in their place (CB-08). */
export const create: Part['create'] = ({ language, site }) => {
  const button = element('button', { lang: language }, text.prefsTitle)
  button.dataset.kelisim = 'settings'
  button.style.cssText = STYLE
  document.body.append(button)
  // Where nobody is asked, there is nothing to set (CB-17).
  return () => {
    button.style.display = site.ruled ? 'none' : ''
  }
}
