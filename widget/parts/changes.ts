import type { Find, Part } from '../context.ts'
import { findIn } from '../page/find-in.ts'
import { SETTINGS_LINK } from '../page/links.ts'

/** Arguments that the loader passes at each change. */
type Told = readonly [
  records: readonly MutationRecord[],
  /** Applies the choice to the elements found. */
  apply: (find: Find) => void,
  /** Loads a part once it is needed. */
  use: (name: string, isNeeded: boolean) => void,
]

/** A page that changes all the time, with a clock or a ticker, is not searched at each change. */
const PAUSE_MS = 99

/** Attributes that a framework may set only after it has inserted an element. */
const SAID_LATER = ['data-category', 'data-cookieconsent', 'data-kelisim', 'type']

/**
 * Returns a function that tells whether the link found last is still a settings link, or finds the page's first. Where there
 * is none, the part with the button is loaded and follows the links itself; the page is not searched again.
 */
function createLinkWatch(): () => boolean {
  const find = () => document.querySelector(SETTINGS_LINK)
  let link = find()
  let isOver = false
  return () => {
    if (!isOver && !isDrawn(link)) link = find()
    const isLinked = isOver || isDrawn(link)
    isOver ||= !isLinked
    return isLinked
  }
}

const isDrawn = (link: Element | null): boolean => !!link?.getClientRects().length

/** Searches what was added to the page, at each change: the cost depends on what a change adds, not on the size of the page. */
export const create: Part<(told: Told) => void>['create'] = ({ language }) => {
  let changes: (readonly MutationRecord[])[] = []
  /** First the whole page, since nothing reports what was added before this part was loaded. */
  let come: readonly Node[] = [document.documentElement]
  const isLinked = createLinkWatch()
  const look = (apply: Told[1], use: Told[2]): void => {
    const roots = [
      ...come,
      ...changes
        .flat()
        .flatMap(({ attributeName, target, addedNodes }) =>
          attributeName ? target : [...addedNodes],
        ),
    ]
    come = []
    changes = []
    apply((selector) => roots.flatMap((root) => findIn(root, selector)))
    use(`reopen-${language}`, !isLinked())
  }
  const note = (...[records, ...loader]: Told): void => {
    if (changes.push(records) === 1) setTimeout(() => look(...loader), PAUSE_MS)
  }
  let isObserving = false
  return ([records, ...loader]) => {
    note(records, ...loader)
    if (isObserving) return
    isObserving = true
    new MutationObserver((later) => note(later, ...loader)).observe(window.document, {
      subtree: true,
      attributeFilter: SAID_LATER,
    })
  }
}
