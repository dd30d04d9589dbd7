import type { Part } from '../context.ts'
import * as text from '../text/kk.ts'
import { element } from './element.ts'
import { onReplaced } from './on-replaced.ts'
import { protect } from './protect.ts'
import { adoptSheet } from './sheet.ts'

const OWN = 'kelisim-reopen'

/** What the loader looks for before it brings this, but what stands here in its place. */
const SETTINGS_LINK = `:is([data-kelisim=settings],[href$=kelisim-settings]):not(.${OWN})`

/** Set through the element's own style, which no `style-src` forbids. What the widget says of a choice lies above it. */
const STYLE =
  'all:revert;direction:ltr;position:fixed;left:8px;bottom:8px;padding:14px;font:14px system-ui;z-index:calc(var(--kelisim-z,2147483000) - 1)'

/** Gives a page that has no link to the settings of its own a button in their place (CB-08). */
export const create: Part['create'] = ({ language, site }) => {
  const button = element('button', { lang: language, className: OWN }, text.prefsTitle)
  adoptSheet(protect(`@media print{.${OWN}{display:none;}}`))
  button.dataset.kelisim = 'settings'
  button.style.cssText = STYLE
  let isLinked: boolean | undefined
  const insert = (): void => {
    // A page that is shown again from a copy of itself may have a copy of this.
    for (const copy of document.querySelectorAll(`.${OWN}`)) if (copy !== button) copy.remove()
    if (isLinked) button.remove()
    else document.body.append(button)
  }
  onReplaced(button, insert)
  return () => {
    const hadLink = isLinked
    isLinked = !!document.querySelector(SETTINGS_LINK)
    // A page that goes on without loading has a link here and none there. What a visitor's blocker takes away stays away.
    if (isLinked !== hadLink) insert()
    // Where nobody is asked, there is nothing to set (CB-17); a banner has a button of its own, and this would lie on it.
    button.style.display = site.ruled || isBannerSeen() ? 'none' : ''
  }
}

const isBannerSeen = () => !!document.querySelector('.kelisim-banner')?.getClientRects().length
