import type { Part } from '../../context.ts'
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

/** What the loader looks for before it brings this, but what stands here in its place, or in the banner's. */
const SETTINGS_LINK = `:is([data-kelisim=settings],[href$=kelisim-settings]):not(.${OWN})`

/** Gives a page without a link to the settings that can be seen and reached a button in its place (CB-08). */
export const create: Part['create'] = ({ language, site, server }) => {
  const button = draw(ReopenButton({ language }))
  adoptSheet(protect(`@media print{.${OWN}{display:none;}}`))
  let isLinked: boolean | undefined
  let isOff = false
  const insert = (): void => {
    // A page that is shown again from a copy of itself may have a copy of this.
    for (const copy of document.querySelectorAll(`.${OWN}`)) if (copy !== button) copy.remove()
    if (isLinked) button.remove()
    else findHolder().append(button)
  }
  onReplaced(button, insert)
  const look = (): void => {
    const hadLink = isLinked
    isLinked = watch(links.find())
    // A page that goes on without loading has a link here and none there. What a visitor's blocker takes away stays away.
    if (isLinked === hadLink) return
    insert()
    // Later when the page has come to rest: to look at what lies under each point of it is dear in a large page.
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
    // Where nobody is asked, there is nothing to set (CB-17); a banner has a button of its own, and this would lie on it.
    isOff = !!site.ruled || isBannerSeen() || isSpokenFor(server)
    if (isOff === wasOff) return
    button.style.display = isOff ? 'none' : ''
    onMove()
  }
  onceKnown(show)
  return show
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

const isBannerSeen = () =>
  !!document.getElementById('kelisim')?.querySelector('.kelisim-banner')?.getClientRects().length
