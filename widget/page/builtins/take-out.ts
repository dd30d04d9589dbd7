import { genuine } from '../genuine.ts'

/** Takes a node out of the page, if it is in it. What old libraries put in the place of `remove` takes out something else. */
export function takeOut(node: Node | null): void {
  if (node?.parentNode) genuine(node.parentNode).removeChild(node)
}
