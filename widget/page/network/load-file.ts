import { warn } from '../warn.ts'

/** Files that the server has embedded in the loader; usually none. */
declare const __KELISIM_FIRST__: Record<string, Promise<unknown>>

/**
 * The files that were embedded or requested, by name; an embedded one is evaluated when it is first read. Where the banner is
 * embedded, also `painted`, which resolves once the page has been painted.
 */
export const files = __KELISIM_FIRST__
let hasFailed = false

/**
 * Loads a file of the widget on demand. If it cannot be loaded, resolves with `undefined` and logs one line in the console
 * for the first such file, since the cause usually affects all. Never rejects.
 *
 * @param server its origin.
 */
export function loadFile<Exports>(name: string, server: string): Promise<Exports | undefined> {
  // The server embeds the build's name.
  const url = `${server}/assets/${name}-__KELISIM_BUILD__.js`
  files[name] ??= import(/* @vite-ignore */ url).catch(() => {
    if (!hasFailed) warn(`${url} did not load: see script-src.`)
    hasFailed = true
    // A retry may succeed.
    delete files[name]
  })
  return files[name] as Promise<Exports | undefined>
}
