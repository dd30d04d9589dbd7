import { warn } from './warn.ts'

const loading = new Map<string, Promise<unknown>>()

/** Brings a part of the widget on demand. Not to be had: `undefined`, and one line in the console. Never rejects. */
export function loadPart<Part>(url: string): Promise<Part | undefined> {
  let part = loading.get(url)
  if (!part) {
    part = import(/* @vite-ignore */ url).catch(() => {
      warn(`${url} did not load: allow it in script-src, and see whether the server runs.`)
    })
    loading.set(url, part)
  }
  return part as Promise<Part | undefined>
}
