/** Events for the page; each is a DOM event on `window`, `kelisim:ready`. */
export type KelisimEvent = 'ready' | 'change' | 'error'

/** Emits an event with the choice as its `detail`. Some pages replace `CustomEvent`. */
export function emit(event: KelisimEvent, choice?: unknown): void {
  const made = document.createEvent('CustomEvent').constructor as typeof CustomEvent
  dispatchEvent(new made(`kelisim:${event}`, { detail: choice }))
}
