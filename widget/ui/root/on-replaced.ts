/**
 * Calls back when the page has taken an element away together with other content: it has replaced what it shows, as
 * Turbo and React do with a whole body. What is taken away alone was meant to go, by a visitor's own blocker for
 * instance, and stays away.
 */
export function onReplaced(element: Element, callback: () => void): void {
  let isWaiting = false
  new MutationObserver((records) => {
    const gone = records.flatMap(({ removedNodes }) => [...removedNodes])
    const isAlone = gone.length === 1 && gone[0] === element
    isWaiting ||= !isAlone && gone.some((node) => node.contains(element))
    // A document that is written anew has no body at first.
    if (!isWaiting || !document.body) return
    isWaiting = false
    if (!element.isConnected) callback()
  }).observe(window.document, { childList: true, subtree: true })
}
