import type { Part } from '../../context.ts'
import { protect } from '../root/protect.ts'
import { adoptSheet } from '../root/sheet.ts'
import { draw } from '../root/static-tree.ts'
import { Cookies } from './cookies.tsx'

/**
 * Gap between columns where the page sets none. Without a final `;` it does not become important, so any rule of the page
 * wins.
 */
const QUIET =
  ':where([data-kelisim=cookies]) :is(th,td){padding:.3em 1em .3em 0}:where([data-kelisim=cookies]) :is(th,td,caption){text-align:start}'

/** Fills each `<div data-kelisim="cookies">`, once. */
export const create: Part['create'] = ({ language, site }) => {
  adoptSheet(protect(QUIET))
  const filled = new WeakSet<Element>()
  return (find) => {
    for (const place of find('div[data-kelisim=cookies]')) {
      if (filled.has(place)) continue
      filled.add(place)
      place.textContent = ''
      place.appendChild(draw(Cookies({ language, site })))
    }
  }
}
