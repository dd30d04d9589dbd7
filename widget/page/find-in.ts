import { genuine } from './genuine.ts'

/** Returns every element of a selector in a node, including the node itself. Form controls may shadow the form's methods. */
export function findIn(node: Node, selector: string): HTMLElement[] {
  const { matches, querySelectorAll } = genuine(node as HTMLElement)
  return [
    ...(matches?.(selector) ? [node as HTMLElement] : []),
    ...(querySelectorAll?.<HTMLElement>(selector) ?? []),
  ]
}
