import type { Part } from '../context.ts'
import { isSpokenFor } from '../page/spoken-for.ts'
import * as text from '../text/kk.ts'
import { element } from './element.ts'
import { findHolder } from './find-holder.ts'
import { findLinks, isSeen } from './find-way.ts'
import { keepOff } from './keep-off.ts'
import { onReplaced } from './on-replaced.ts'
import { protect } from './protect.ts'
import { adoptSheet } from './sheet.ts'

const OWN = 'kelisim-reopen'

/** What the loader looks for before it brings this, but what stands here in its place, or in the banner's. */
const SETTINGS_LINK = `:is([data-kelisim=settings],[href$=kelisim-settings]):not(.${OWN})`

/** Set through the element's own style, which no `style-src` forbids. What the widget says of a choice lies above it. */
const STYLE =
  'all:revert;direction:ltr;position:fixed;left:8px;bottom:8px;padding:14px;font:14px system-ui;z-index:calc(var(--kelisim-z,2147483000) - 1)'

/** A page that never rests, a clock or a ticker, is looked through this often. */
const PAUSE_MS = 1_000

/** Gives a page without a link to the settings that can be seen and reached a button in its place (CB-08). */
export const create: Part['create'] = ({ language, site, server }) => {
  const button = element('button', { lang: language, className: OWN }, text.prefsTitle)
  adoptSheet(protect(`@media print{.${OWN}{display:none;}}`))
  button.dataset.kelisim = 'settings'
  button.style.cssText = STYLE
  let isLinked: boolean | undefined
  const insert = (): void => {
    // A page that is shown again from a copy of itself may have a copy of this.
    for (const copy of document.querySelectorAll(`.${OWN}`)) if (copy !== button) copy.remove()
    if (isLinked) button.remove()
    else findHolder().append(button)
  }
  onReplaced(button, insert)
  const look = (): void => {
    const hadLink = isLinked
    isLinked = watch(findLinks(document, SETTINGS_LINK))
    // A page that goes on without loading has a link here and none there. What a visitor's blocker takes away stays away.
    if (isLinked === hadLink) return
    insert()
    // Later when the page has come to rest: to look at what lies under each point of it is dear in a large page.
    if (!isLinked) keepOff(button)
  }
  const rest = pace(look)
  const watch = createWatch(rest)
  const move = createRest(() => keepOff(button))
  addEventListener('scroll', move, { capture: true, passive: true })
  addEventListener('resize', move)
  return () => {
    rest()
    // Where nobody is asked, there is nothing to set (CB-17); a banner has a button of its own, and this would lie on it.
    button.style.display = site.ruled || isBannerSeen() || isSpokenFor(server) ? 'none' : ''
    move()
  }
}

/** Calls at once, and of all further wishes within a pause once after it. */
function pace(call: () => void): () => void {
  let isWished = false
  let isPausing = false
  const run = (): void => {
    isWished = isPausing
    if (isPausing) return
    call()
    isPausing = true
    setTimeout(() => {
      isPausing = false
      if (isWished) run()
    }, PAUSE_MS)
  }
  return run
}

/** Long enough for a scrolling page to have come to rest. */
const REST_MS = 100

/** Calls once what has come to rest. */
function createRest(call: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(timer)
    timer = setTimeout(call, REST_MS)
  }
}

/** Answers whether one of the links can be seen and reached, and calls back when those that it has looked at come or go. */
function createWatch(onChange: () => void): (links: Iterable<Element>) => boolean {
  // As far as a page may reach: what is told is that a link is drawn no more, or again, whatever a visitor has scrolled to.
  const observer = new IntersectionObserver(onChange, { rootMargin: '999999px' })
  const watched = new WeakSet<Element>()
  return (links) => {
    for (const link of links) {
      if (!watched.has(link)) observer.observe(link)
      watched.add(link)
      if (isSeen(link)) return true
    }
    return false
  }
}

const isBannerSeen = () => !!document.querySelector('.kelisim-banner')?.getClientRects().length
