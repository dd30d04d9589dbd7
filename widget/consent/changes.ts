import { eachOnce } from '../page/builtins/table.ts'
import { findIn } from '../page/find-in.ts'
import { genuine } from '../page/genuine.ts'

/** Where the page has changed, and what was added to it. */
export interface Change {
  readonly target: Node
  readonly addedNodes: Iterable<Node>
}

export type Changes = readonly Change[]

/** Returns the whole page as a change: anything in it may be new. */
export function everything(): Changes {
  const { documentElement } = document
  return [{ target: documentElement, addedNodes: [documentElement] }]
}

/** Returns every element of a selector among what was added or changed. */
export function findChanged(changes: Changes, selector: string): HTMLElement[] {
  const found: HTMLElement[] = []
  for (const { target, addedNodes } of changes) {
    if (genuine(target as HTMLElement).matches?.(selector)) found.push(target as HTMLElement)
    for (const node of addedNodes) found.push(...findIn(node, selector))
  }
  return eachOnce(found)
}
