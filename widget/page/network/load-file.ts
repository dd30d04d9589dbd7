import { warn } from '../warn.ts'

/** Files that the server has embedded in the loader; usually none. */
declare const __KELISIM_FIRST__: Record<string, Promise<unknown>>

/**
 * Requested files by name, initially those embedded in the loader, each evaluated when it is read; also `painted`, which
 * resolves once the page has been painted.
 */
export const inside = __KELISIM_FIRST__
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
  inside[name] ??= import(/* @vite-ignore */ url).catch(() => {
    if (!hasFailed) warn(`${url} did not load: see script-src.`)
    hasFailed = true
    // A retry may succeed.
    delete inside[name]
  })
  return inside[name] as Promise<Exports | undefined>
}
