import { findIn } from '../../page/find-in.ts'
import { CLICKABLE } from '../banner/keep-off.ts'

/** Links to the settings, as a page has them by and by. */
export interface FollowedLinks {
  /** Those that are there now. */
  find(): Element[]
  /** Looks through the whole page: at first, and sometimes once more, since nothing tells of a shadow root that comes late. */
  lookAnew(): void
}

const WATCHED = { childList: true, subtree: true, attributeFilter: ['href', 'data-kelisim'] }

/**
 * Follows the links to the settings, also into the open shadow roots of web components: from now on it looks at what comes
 * into the page, and only at that.
 *
 * @param onChange Is told of each change, and whether with it something came or went that can be clicked.
 */
export function followLinks(
  selector: string,
  onChange: (isClickable: boolean) => void,
): FollowedLinks {
  const links = new Set<Element>()
  const entered = new WeakSet<ShadowRoot>()
  /** Names of components that are not defined yet: asked for once each, and no element is held for them. */
  const awaited = new Set<string>()
  const enter = (root: Node): void => {
    for (const link of findIn(root, selector)) links.add(link)
    for (const host of findIn(root, '*')) enterShadow(host)
    for (const { localName } of findIn(root, ':not(:defined):not([is])')) {
      if (awaited.has(localName)) continue
      awaited.add(localName)
      customElements.whenDefined(localName).then(() => enter(window.document))
    }
  }
  const enterShadow = (host: Element): void => {
    const { shadowRoot } = host
    // A form's control may be called so.
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
      for (const link of links)
        if (!link.isConnected || findIn(link, selector)[0] !== link) links.delete(link)
      return [...links]
    },
    lookAnew: () => enter(window.document),
  }
}

const hasClickable = ({ attributeName, addedNodes, removedNodes }: MutationRecord): boolean =>
  !!attributeName ||
  [...addedNodes, ...removedNodes].some((node) => findIn(node, CLICKABLE).length > 0)
