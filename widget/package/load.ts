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
  // An option that is undefined is one left out: written down it would be the word 'undefined'.
  for (const [name, value] of Object.entries(options))
    if (value !== undefined) script.dataset[name] = value
  // Taken out again, so that the next call tries anew instead of waiting for what will not come.
  script.addEventListener('error', () => script.remove())
  document.head.append(script)
  return script
}

/**
 * Puts the widget's script tag into the page, unless there is one already, and resolves with `window.kelisim`.
 *
 * @param src Address of `/widget.js` on the school's own server.
 * For the browser: on a server it rejects.
 *
 * @throws {Error} (rejects) where the script does not load: everything stays refused then. Every call that waits for it
 *   rejects; one after that tries again.
 */
export function load(src: string, options: LoadOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const page = window as { kelisim?: { push(callback: (kelisim: unknown) => void): unknown } }
    // An element of that name is no queue: the widget takes its place as well.
    if (typeof page.kelisim?.push !== 'function') page.kelisim = []
    page.kelisim.push(resolve)
    const { href } = new URL(src, document.baseURI)
    const script = findScript(href) ?? addScript(href, options)
    script.addEventListener('error', () => reject(new Error(`${href} did not load`)))
  })
}
