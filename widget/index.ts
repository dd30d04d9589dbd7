import { createApi, type Kelisim, type KelisimPanel } from './api.ts'
import type { GrantedChoice } from './consent/choice.ts'
import type { Keeper } from './consent/keeping/keeper.ts'
import type { Context, Find } from './context.ts'
import { createContext } from './create-context.ts'
import { emit } from './page/emit.ts'
import { hashTarget, type Link, SETTINGS_LINK, targetOf } from './page/links.ts'
import { NAME, WAITING } from './page/name.ts'
import { files } from './page/network/load-file.ts'
import { readLocal } from './page/storage/saved.ts'
import { warn } from './page/warn.ts'
import type { Ui } from './ui/props.ts'

/**
 * Markup that may need the gate, in our own dialect and in those of other products: any frame, a picture without an address,
 * a script whose type keeps it from running (`text/plain`), a place for the list of cookies, a category.
 */
const GATED =
  'iframe,img:not([src]),[type*=plain],div[data-kelisim],[data-category],[data-cookieconsent]'

/**
 * Loads each part once the page needs it, and calls it at each change of the choice or the page.
 *
 * @param listen adds the widget's listeners where they are missing; called first, each time.
 * @returns applies the current choice. Parts that are loaded are called before the browser does anything else, since a
 *   withdrawn purpose must stop at once.
 */
function createParts(context: Context, listen: () => unknown): () => void {
  const requested: Record<string, Promise<((given: unknown) => void) | undefined>> = {}
  const use = async (name: string, isNeeded: unknown, given?: unknown) => {
    // Requested once: a page that changes all the time would otherwise request a missing part a thousand times.
    if (isNeeded) requested[name] ??= context.bring(name)
    ;(await requested[name])?.(given)
  }
  const apply = (find: Find = (selector) => document.querySelectorAll(selector)) => {
    listen()
    use('visits', context.isTracked && context.mayRun('analytics'))
    use('gate', context.site.isGated || find(GATED)[0], find)
    use(`contact-${context.language}`, find('[data-kelisim=contact]')[0], find)
  }
  apply()
  // After the banner has been painted: again over the whole page, then only over what changes in it. A page without a visible
  // link to the settings gets a button for that (`reopen`); it can wait, since the banner has such a link.
  setTimeout(() => {
    apply()
    use(`reopen-${context.language}`, !document.querySelector(SETTINGS_LINK)?.getClientRects()[0])
    new MutationObserver((records) => use('changes', records, [records, apply, use])).observe(
      window.document,
      { childList: true, subtree: true },
    )
  }, 100)
  return apply
}

/**
 * Returns the listener of all events that the widget reacts to: a click on a link to it, a choice made in another tab
 * (`storage`), a page restored from the back-forward cache (`pageshow`), another fragment in the address. Without an event it
 * reads the address only.
 */
function createListener(context: Context, open: (panel: KelisimPanel, opener?: Element) => void) {
  return (event?: Event & { key?: string; persisted?: boolean }): void => {
    // The fragment was set by a link or typed. Opening the panel removes it, so it can be used again. `withdraw` only opens the
    // settings here, since anybody may have written the link.
    const target = hashTarget(location.hash)
    if (target) open(target as KelisimPanel)
    if (!event) return
    // A choice was made in another tab, or may have been while this page was in the back-forward cache.
    if (event.key === NAME || event.persisted) context.reread()
    // The event path passes through icons and open shadow roots of web components.
    const link = (event.composedPath() as Link[]).filter(targetOf)[0]
    if (!link) return
    event.preventDefault()
    // A menu's own listener would search for an element with the fragment's id, which does not exist.
    if (link.hash) event.stopImmediatePropagation()
    const asked = targetOf(link)
    if (asked === 'withdraw') context.choose({})
    else open(asked as KelisimPanel, link)
  }
}

function start(script: HTMLScriptElement): void {
  const queue: unknown = window.kelisim
  // A second script tag: the first one handles everything. An element or frame of that name is not the API.
  if (queue instanceof Object && (queue as Kelisim).choose instanceof Function) return

  // Until the page is parsed, applying a choice only adds the listeners; then `createParts` takes over (`begin`). They are
  // added each time, which has no effect where they exist: a document that was rewritten has lost them. In the capture phase,
  // because a script that scrolls to fragments may stop the event.
  let apply: () => unknown = () =>
    ['storage', 'click', 'pageshow', 'hashchange'].map((type) =>
      addEventListener(type, onEvent, true),
    )
  const context = createContext(script, () => apply())
  const { current } = context
  const loadUi = () => context.load<Ui>(`ui-${context.language}`)
  const open = async (panel: KelisimPanel, opener?: Element) =>
    (await loadUi())?.open(context, panel, opener)
  const ask = async () => {
    if (current()) return
    ;(await loadUi())?.showBanner(context)
  }

  const onEvent = createListener(context, open)
  apply()

  // Unless the banner is embedded (`painted`), it is loaded while the page is still being parsed, and shown afterwards.
  if (!(files.painted || current())) loadUi()
  const begin = async () => {
    // Waits until the page is parsed, but no longer than 3 s, since a script whose host does not respond delays that; then, if
    // the banner is embedded, until the page has been painted.
    if (document.readyState === 'loading')
      await {
        // biome-ignore lint/suspicious/noThenProperty: `await` takes it without `Promise`, which the page may have replaced
        then(resolve: () => void) {
          addEventListener('DOMContentLoaded', resolve)
          setTimeout(resolve, 3_000)
        },
      }
    await files.painted
    apply = createParts(context, apply)
    emit('ready', current())
    ask()
    // Sends what could not be sent on an earlier page. If the server rejects the choice, the visitor is asked again.
    if (readLocal(WAITING) || (current() as GrantedChoice | undefined)?.isConfirmed === false)
      context
        .bring<Keeper>('consent')
        .then((keeper) => keeper?.resume())
        .then(ask)
    onEvent() // for a fragment with which the page was opened
  }

  const api = createApi(context, begin(), open)
  window.kelisim = api
  // biome-ignore lint/suspicious/useIsArray: an array of another frame is no queue of this page, and this is shorter
  if (queue instanceof Array) queue.map(api.push)
}

try {
  const script = document.currentScript as HTMLScriptElement | null
  // In a module there is no current script; an inline copy or a blob has no address from which to learn the server's.
  if (/^http/.test(script?.src as string)) start(script as HTMLScriptElement)
  else warn('needs a plain <script src>.')
} catch (error) {
  // After any error the page continues as if there were no widget, and everything stays refused.
  warn(`did not start: ${error}`)
}
