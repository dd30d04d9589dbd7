/** Events that the page is told of; on `window` each is a DOM event, `kelisim:ready`. */
export type KelisimEvent = 'ready' | 'change' | 'error'

/** Tells the page of an event, with the choice as its `detail`. Some pages have a `CustomEvent` of their own. */
export function emit(event: KelisimEvent, choice?: unknown): void {
  const made = document.createEvent('CustomEvent').constructor as typeof CustomEvent
  dispatchEvent(new made(`kelisim:${event}`, { detail: choice }))
}
