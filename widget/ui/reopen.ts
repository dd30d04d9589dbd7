import type { Part } from '../context.ts'
import * as text from '../text/kk.ts'
import { element } from './element.ts'
import { onReplaced } from './on-replaced.ts'
import { protect } from './protect.ts'
import { adoptSheet } from './sheet.ts'

/** What the loader looks for before it brings this. */
const SETTINGS_LINK = '[data-kelisim=settings],[href$=kelisim-settings]'

/** Set through the element's own style, which no `style-src` forbids. */
const STYLE =
  'all:revert;direction:ltr;position:fixed;left:8px;bottom:8px;padding:14px;font:14px system-ui;z-index:var(--kelisim-z,2147483000)'

/** Gives a page that has no link to the settings of its own a button in their place (CB-08). */
export const create: Part['create'] = ({ language, site }) => {
  const button = element('button', { lang: language, className: 'kelisim-reopen' }, text.prefsTitle)
  adoptSheet(protect('@media print{.kelisim-reopen{display:none;}}'))
  button.dataset.kelisim = 'settings'
  button.style.cssText = STYLE
  const insert = (): void => {
    // A page that is shown again from a copy of itself may have a copy of this.
    if (!document.querySelector(SETTINGS_LINK)) document.body.append(button)
  }
  insert()
  onReplaced(button, insert)
  // Where nobody is asked, there is nothing to set (CB-17).
  return () => {
    button.style.display = site.ruled ? 'none' : ''
  }
}
