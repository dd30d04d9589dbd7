/**
 * Calls back when the page has removed an element together with other content: it has replaced its content, as Turbo and
 * React do with a whole body. An element that is removed alone was removed on purpose, by a visitor's blocker for instance,
 * and is not restored.
 */
export function onReplaced(element: Element, callback: () => void): void {
  let isWaiting = false
  new MutationObserver((records) => {
    const gone = records.flatMap(({ removedNodes }) => [...removedNodes])
    const isAlone = gone.length === 1 && gone[0] === element
    isWaiting ||= !isAlone && gone.some((node) => node.contains(element))
    // A rewritten document has no body at first.
    if (!isWaiting || !document.body) return
    isWaiting = false
    if (!element.isConnected) callback()
  }).observe(window.document, { childList: true, subtree: true })
}
