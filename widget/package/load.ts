/** Attributes of the script tag: see README. */
export interface LoadOptions {
  readonly lang?: 'kk' | 'ru' | 'en' | undefined
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
  readonly position?: 'bottom' | 'bottom-start' | 'bottom-end' | 'center' | undefined
  readonly visits?: 'on' | 'off' | undefined
}

const findScript = (href: string) => [...document.scripts].find((script) => script.src === href)

function addScript(href: string, options: LoadOptions): HTMLScriptElement {
  const script = document.createElement('script')
  script.src = href
  script.async = true
  // An undefined option counts as left out; otherwise the attribute would be the word 'undefined'.
  for (const [name, value] of Object.entries(options))
    if (value !== undefined) script.dataset[name] = value
  // Removed, so that the next call retries instead of waiting for a script that failed.
  script.addEventListener('error', () => script.remove())
  document.head.append(script)
  return script
}

/**
 * Inserts the widget's script tag unless the page has one, and resolves with `window.kelisim`, whose type is written by hand in
 * `types/kelisim.d.ts`. For the browser: rejects on a server.
 *
 * @param src Address of `/widget.js` on the school's own server.
 * @throws {Error} (rejects) where the script does not load; everything stays refused then. All pending calls reject; a later
 *   call retries.
 */
export function load(src: string, options: LoadOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const page = window as { kelisim?: { push(callback: (kelisim: unknown) => void): unknown } }
    // `window.kelisim` may be an element with that id, which the widget would replace too. Whatever has `push` is either the
    // queue that the widget works off when it starts, or the API, whose `push` calls back at once.
    if (typeof page.kelisim?.push !== 'function') page.kelisim = []
    page.kelisim.push(resolve)
    const { href } = new URL(src, document.baseURI)
    const script = findScript(href) ?? addScript(href, options)
    script.addEventListener('error', () => reject(new Error(`${href} did not load`)))
  })
}
