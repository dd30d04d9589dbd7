import { warn } from './warn.ts'

const loading: Record<string, Promise<unknown>> = {}
let hasFailed = false

/**
 * Brings a file of the widget on demand. Not to be had: `undefined`, and one line in the console, for the first of
 * them: what keeps one away keeps all away. Never rejects.
 */
export function loadFile<Exports>(url: string): Promise<Exports | undefined> {
  loading[url] ??= import(/* @vite-ignore */ url).catch(() => {
    if (!hasFailed) warn(`${url} did not load: see script-src, and the server.`)
    hasFailed = true
  })
  return loading[url] as Promise<Exports | undefined>
}
