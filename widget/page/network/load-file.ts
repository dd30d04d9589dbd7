import { warn } from '../warn.ts'

/** What the server has put inside the loader; most often nothing. */
declare const __KELISIM_FIRST__: Record<string, Promise<unknown>>

/**
 * Files that have been asked for, by name: from the start those that came inside the loader, each made when it is read;
 * with them `painted`, which resolves once the page has been.
 */
export const inside = __KELISIM_FIRST__
let hasFailed = false

/**
 * Brings a file of the widget on demand. Not to be had: `undefined`, and one line in the console, for the first of
 * them: what keeps one away keeps all away. Never rejects.
 *
 * @param server its origin.
 */
export function loadFile<Exports>(name: string, server: string): Promise<Exports | undefined> {
  // The build's own name is written in by the server.
  const url = `${server}/assets/${name}-__KELISIM_BUILD__.js`
  inside[name] ??= import(/* @vite-ignore */ url).catch(() => {
    if (!hasFailed) warn(`${url} did not load: see script-src.`)
    hasFailed = true
    // Asked for again, it may come.
    delete inside[name]
  })
  return inside[name] as Promise<Exports | undefined>
}
