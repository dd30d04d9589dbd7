import { genuine } from './genuine.ts'

/**
 * Every element of that selector in a node, itself included. A form's control may be called what the form's own methods are.
 */
export function findIn(node: Node, selector: string): HTMLElement[] {
  const { matches, querySelectorAll } = genuine(node as HTMLElement)
  return [
    ...(matches?.(selector) ? [node as HTMLElement] : []),
    ...(querySelectorAll?.<HTMLElement>(selector) ?? []),
  ]
}
