/** Attributes of the script tag: see README. */
export interface LoadOptions {
  readonly lang?: 'kk' | 'ru' | 'en'
  readonly theme?: 'auto' | 'light' | 'dark'
  readonly position?: 'bottom' | 'bottom-start' | 'bottom-end' | 'center'
  readonly visits?: 'on' | 'off'
}

/**
 * Puts the widget's script tag into the page, unless there is one already, and resolves with `window.kelisim`.
 *
 * @param src Address of `/widget.js` on the school's own server.
 * @throws {Error} (rejects) where the script does not load: everything stays refused then.
 */
export function load(src: string, options: LoadOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const page = window as { kelisim?: { push(callback: (kelisim: unknown) => void): unknown } }
    page.kelisim ??= []
    page.kelisim.push(resolve)
    const { href } = new URL(src, document.baseURI)
    if ([...document.scripts].some((script) => script.src === href)) return
    const script = document.createElement('script')
    script.src = href
    script.async = true
    Object.assign(script.dataset, options)
    script.onerror = () => reject(new Error(`${href} did not load`))
    document.head.append(script)
  })
}
