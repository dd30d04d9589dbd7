import type { Part } from '../../context.ts'
import { takeOut } from '../../page/builtins/take-out.ts'
import { isSpokenFor, onceKnown } from '../../page/spoken-for.ts'
import { keepOff } from '../banner/keep-off.ts'
import { findHolder } from '../root/find-holder.ts'
import { onReplaced } from '../root/on-replaced.ts'
import { protect } from '../root/protect.ts'
import { adoptSheet } from '../root/sheet.ts'
import { draw } from '../root/static-tree.ts'
import { isSeen } from './find-way.ts'
import { followLinks } from './follow-links.ts'
import { createRest, pace } from './pace.ts'
import { OWN, ReopenButton } from './reopen-button.tsx'

/** The links that the loader searches for before it loads this part, except the replacement for them here or in the banner. */
const SETTINGS_LINK = `:is([data-kelisim=settings],[href$=kelisim-settings]):not(.${OWN})`

/** Shows a settings button on a page without a visible and reachable link to the settings (CB-08). */
export const create: Part['create'] = ({ language, site, server }) => {
  const button = draw(ReopenButton({ language }))
  adoptSheet(protect(`@media print{.${OWN}{display:none;}}`))
  let isLinked: boolean | undefined
  let isOff = false
  const insert = (): void => {
    // A page restored from its cached HTML may contain a copy of this button.
    for (const copy of document.querySelectorAll(`.${OWN}`)) if (copy !== button) takeOut(copy)
    if (isLinked) takeOut(button)
    else findHolder().appendChild(button)
  }
  onReplaced(button, insert)
  const look = (): void => {
    const hadLink = isLinked
    isLinked = watch(links.find())
    // A single-page site may have a link here and none there. A link removed by a visitor's blocker stays removed.
    if (isLinked === hadLink) return
    insert()
    // Later, when the page is idle: testing what is under each point of it is expensive in a large page.
    if (!isLinked) keepOff(button)
  }
  const rest = pace(look)
  const watch = createWatch(rest)
  const { onMove, onChange } = createRest((isMoved) => {
    if (isMoved && !isLinked) links.lookAnew()
    keepOff(button)
  })
  const links = followLinks(SETTINGS_LINK, (isClickable) => {
    rest()
    onChange(isClickable)
  })
  links.lookAnew()
  addEventListener('scroll', onMove, { capture: true, passive: true })
  addEventListener('resize', onMove)
  const show = (): void => {
    rest()
    const wasOff = isOff
    // Where nobody is asked, there is nothing to set (CB-17). A banner has its own button, which this one would cover.
    isOff = !!site.ruled || isBannerSeen() || isSpokenFor(server)
    if (isOff === wasOff) return
    button.style.display = isOff ? 'none' : ''
    onMove()
  }
  onceKnown(show)
  return show
}

/**
 * Returns a function that tells whether one of the links is visible and reachable; calls back when the links checked appear
 * or disappear.
 */
function createWatch(onChange: () => void): (links: Iterable<Element>) => boolean {
  // Covers any page size: it reports whether a link is rendered, regardless of scrolling.
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

const isBannerSeen = () =>
  !!document.getElementById('kelisim')?.querySelector('.kelisim-banner')?.getClientRects().length
