import { genuine } from '../genuine.ts'

/** Inserts a node before another one, if that has a parent. Old libraries replace `before` by something else. */
export function putBefore(node: Node, place: Node): void {
  if (place.parentNode) genuine(place.parentNode).insertBefore(node, place)
}

/** Inserts a node after another one. */
export function putAfter(node: Node, place: Node): void {
  if (place.parentNode) genuine(place.parentNode).insertBefore(node, place.nextSibling)
}
