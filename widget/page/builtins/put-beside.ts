import { genuine } from '../genuine.ts'

/** Puts a node before another one, where that has a place. Old libraries have something else in the place of `before`. */
export function putBefore(node: Node, place: Node): void {
  if (place.parentNode) genuine(place.parentNode).insertBefore(node, place)
}

/** Puts it behind. */
export function putAfter(node: Node, place: Node): void {
  if (place.parentNode) genuine(place.parentNode).insertBefore(node, place.nextSibling)
}
