import type { Find, Part } from '../context.ts'
import { findIn } from '../page/find-in.ts'
import { SETTINGS_LINK } from '../page/links.ts'

/** What the loader tells of each change, with what it does about it. */
type Told = readonly [
  records: readonly MutationRecord[],
  /** Brings what is needed for what is found. */
  apply: (find: Find) => void,
  /** Brings a part where it is needed. */
  use: (name: string, isNeeded: boolean) => void,
]

/** A page that never rests, a clock or a ticker, is not looked at for each of its changes. */
const PAUSE_MS = 99

/** A framework may say of an element only later what it is. */
const SAID_LATER = ['data-category', 'data-cookieconsent', 'data-kelisim', 'type']

/**
 * Whether the link that was drawn before is so still, or else the page's first. Where none is, what shows a button comes and
 * follows the links by itself: the page is not searched again.
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

/**
 * Looks at what has come into the page, each time it is told of changes: what a change costs depends on what it adds, and not on
 * how large the page is.
 */
export const create: Part<(told: Told) => void>['create'] = ({ language }) => {
  let changes: (readonly MutationRecord[])[] = []
  /** At first the whole page: of what was said in it before this part came nothing tells. */
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
    if (changes.push(records) === 1) setTimeout(look, PAUSE_MS, ...loader)
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
