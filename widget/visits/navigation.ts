/** Returns whether a move from one address to another is a new page view: another path, not another query or fragment. */
export const isNewPage = (fromPath: string, toPath: string): boolean => fromPath !== toPath

/**
 * Calls back when the visitor is on another page: the path changed without loading (single-page sites), or the page came back
 * from the back-forward cache. Returns the undo function, which restores `history`.
 */
export function watchNavigation(onPage: () => void): () => void {
  let path = location.pathname
  let isWatching = true
  const check = () => {
    const from = path
    path = location.pathname
    if (isWatching && isNewPage(from, path)) onPage()
  }
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (persisted) onPage()
  }
  const undos = (['pushState', 'replaceState'] as const).map((name) => {
    const original = history[name]
    const patched: typeof original = (...args) => {
      original.apply(history, args)
      check()
    }
    history[name] = patched
    return () => {
      // If other code has patched it since, ours stays and only calls through.
      if (history[name] === patched) history[name] = original
    }
  })
  // A router that handles the browser's own navigations calls no method of `history`.
  const { navigation } = window as { navigation?: EventTarget }
  navigation?.addEventListener('currententrychange', check)
  addEventListener('popstate', check)
  addEventListener('pageshow', onShow)
  return () => {
    isWatching = false
    navigation?.removeEventListener('currententrychange', check)
    removeEventListener('popstate', check)
    removeEventListener('pageshow', onShow)
    for (const undo of undos) undo()
  }
}
