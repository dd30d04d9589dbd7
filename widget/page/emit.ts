/** Events that the page is told of; on `window` each is a DOM event, `kelisim:ready`. */
export type KelisimEvent = 'ready' | 'change' | 'error'

/** Tells the page of an event, with the choice as its `detail`. */
export function emit(event: KelisimEvent, choice?: unknown): void {
  dispatchEvent(new CustomEvent(`kelisim:${event}`, { detail: choice }))
}
