import { warn } from './warn.ts'

const loading: Record<string, Promise<unknown>> = {}

/** Brings a file of the widget on demand. Not to be had: `undefined`, and one line in the console. Never rejects. */
export function loadFile<Exports>(url: string): Promise<Exports | undefined> {
  loading[url] ??= import(/* @vite-ignore */ url).catch(() =>
    warn(`${url} did not load: see script-src, and the server.`),
  )
  return loading[url] as Promise<Exports | undefined>
}
