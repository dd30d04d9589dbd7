import { eachOnce } from '../../page/builtins/table.ts'
import { findIn } from '../../page/find-in.ts'
import { CLICKABLE } from '../banner/keep-off.ts'

/** The page's links to the settings, updated as the page changes. */
export interface FollowedLinks {
  /** Returns those present now. */
  find(): Element[]
  /** Searches the whole page: at first, and occasionally again, since nothing reports a shadow root that is attached late. */
  lookAnew(): void
}

const WATCHED = { childList: true, subtree: true, attributeFilter: ['href', 'data-kelisim'] }

/**
 * Follows the links to the settings, also inside open shadow roots of web components. After the first search it examines only
 * what is added to the page.
 *
 * @param onChange Called at each change, with whether something clickable was added or removed.
 */
export function followLinks(
  selector: string,
  onChange: (isClickable: boolean) => void,
): FollowedLinks {
  let links: Element[] = []
  const entered = new WeakSet<ShadowRoot>()
  /** Names of components that are not defined yet: awaited once each, without keeping a reference to the elements. */
  const awaited: string[] = []
  const enter = (root: Node): void => {
    links = eachOnce([...links, ...findIn(root, selector)])
    for (const host of findIn(root, '*')) enterShadow(host)
    for (const { localName } of findIn(root, ':not(:defined):not([is])')) {
      if (awaited.includes(localName)) continue
      awaited.push(localName)
      customElements.whenDefined(localName).then(() => enter(window.document))
    }
  }
  const enterShadow = (host: Element): void => {
    const { shadowRoot } = host
    // A form control may shadow the property.
    if (shadowRoot?.host !== host || entered.has(shadowRoot)) return
    entered.add(shadowRoot)
    enter(shadowRoot)
    observer.observe(shadowRoot, WATCHED)
    onChange(false)
  }
  const observer = new MutationObserver((records) => {
    for (const { attributeName, target, addedNodes } of records)
      for (const node of attributeName ? [target] : addedNodes) enter(node)
    onChange(records.some(hasClickable))
  })
  observer.observe(window.document, WATCHED)
  return {
    find() {
      links = links.filter((link) => link.isConnected && findIn(link, selector)[0] === link)
      return links
    },
    lookAnew: () => enter(window.document),
  }
}

const hasClickable = ({ attributeName, addedNodes, removedNodes }: MutationRecord): boolean =>
  !!attributeName ||
  [...addedNodes, ...removedNodes].some((node) => findIn(node, CLICKABLE).length > 0)
