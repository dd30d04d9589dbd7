/** Attributes of the script tag: see docs/markup.md. */
export interface LoadOptions {
  readonly lang?: 'kk' | 'ru' | 'en' | undefined
  readonly theme?: 'auto' | 'light' | 'dark' | undefined
  readonly position?: 'bottom' | 'bottom-start' | 'bottom-end' | 'center' | undefined
  readonly visits?: 'on' | 'off' | undefined
}

interface Page {
  kelisim?: { push(callback: (kelisim: unknown) => void): unknown; readonly choose?: unknown }
}

/** Tags inserted here. Their events are heard from the beginning; a tag of the page may have failed before. */
const inserted = new WeakSet<HTMLScriptElement>()
/** Tags from which nothing will come any more. */
const ended = new WeakSet<HTMLScriptElement>()

/** Returns whether the widget runs: until then `window.kelisim` is a queue without methods of its own. */
const hasStarted = () => typeof (window as Page).kelisim?.choose === 'function'

function addScript(href: string, attributes: LoadOptions | DOMStringMap): HTMLScriptElement {
  const script = document.createElement('script')
  script.src = href
  script.async = true
  // An undefined option counts as left out; otherwise the attribute would be the word 'undefined'.
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined) script.dataset[name] = value
  inserted.add(script)
  document.head.append(script)
  return script
}

/**
 * Calls `fail` once no tag in the page can start the widget any more. Inserts a tag where there is none, and beside one of the
 * page's own that has ended without starting the widget, with the same attributes.
 */
function attend(href: string, options: LoadOptions, fail: (problem: string) => void): void {
  const tags = [...document.scripts].filter(({ src }) => src === href)
  const script = tags.find((tag) => !ended.has(tag)) ?? addScript(href, tags[0]?.dataset ?? options)
  // A page is complete only after every script that it had until then, so this one has failed, or was never run.
  if (!inserted.has(script) && document.readyState === 'complete') {
    ended.add(script)
    attend(href, options, fail)
    return
  }
  const end = (problem: string) => {
    ended.add(script)
    // The page's own tags are the page's.
    if (inserted.has(script)) script.remove()
    fail(problem)
  }
  script.addEventListener('error', () => end('did not load'))
  // It came and did not start, such as the sign-in page of a network in its place.
  script.addEventListener('load', () => hasStarted() || end('did not start'))
  if (inserted.has(script)) return
  window.addEventListener('load', () => {
    if (!hasStarted() && !ended.has(script)) attend(href, options, fail)
  })
}

/**
 * Inserts the widget's script tag unless the page has one, and resolves with `window.kelisim`, whose type is written by hand in
 * `types/kelisim.d.ts`. Where the page's own tag has failed already, it is tried once more. For the browser: rejects on a
 * server.
 *
 * @param src Address of `/widget.js` on the school's own server.
 * @throws {Error} (rejects) where the script does not load or start; everything stays refused then. All pending calls reject;
 *   a later call retries.
 */
export function load(src: string, options: LoadOptions = {}): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const page = window as Page
    // `window.kelisim` may be an element with that id, which the widget would replace too. Whatever has `push` is either the
    // queue that the widget works off when it starts, or the API, whose `push` calls back at once.
    if (typeof page.kelisim?.push !== 'function') page.kelisim = []
    page.kelisim.push(resolve)
    if (hasStarted()) return
    const { href } = new URL(src, document.baseURI)
    attend(href, options, (problem) => reject(new Error(`${href} ${problem}`)))
  })
}
