/** Where the page has changed, and what has come into it. Of a document as a whole: anything in it may be new. */
export interface Change {
  readonly target: Node
  readonly addedNodes?: Iterable<Node>
}

export type Changes = readonly Change[]

/** The whole page, as a change. */
export const everything = (): Changes => [{ target: document }]

/** Every element of that selector in what has come, or that is itself what has changed. */
export function findIn(changes: Changes, selector: string): Set<HTMLElement> {
  const found = new Set<HTMLElement>()
  const add = (root: Node, isWhole: boolean) => {
    if ((root as Element).matches?.(selector)) found.add(root as HTMLElement)
    if (!isWhole) return
    for (const element of (root as ParentNode).querySelectorAll?.<HTMLElement>(selector) ?? [])
      found.add(element)
  }
  for (const { target, addedNodes = [] } of changes) {
    add(target, target.nodeType === Node.DOCUMENT_NODE)
    for (const node of addedNodes) add(node, true)
  }
  return found
}
