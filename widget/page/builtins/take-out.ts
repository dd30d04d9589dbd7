import { genuine } from '../genuine.ts'

/** Removes a node from the page, if it is in it. Old libraries replace `remove` by something else. */
export function takeOut(node: Node | null): void {
  if (node?.parentNode) genuine(node.parentNode).removeChild(node)
}
