import type { WidgetSite } from '../server/contract/index.ts'
import { createApi, type Kelisim, type KelisimPanel } from './api.ts'
import { parseTag } from './config.ts'
import { type GrantedChoice, mayRun } from './consent/choice.ts'
import { keepRefusal } from './consent/keeping/keep-refusal.ts'
import type { Keeper } from './consent/keeping/keeper.ts'
import { type Recollection, recall } from './consent/keeping/recall.ts'
import type { Context, Find, Part } from './context.ts'
import { emit } from './page/emit.ts'
import { hashTarget, type Link, SETTINGS_LINK, targetOf } from './page/links.ts'
import { NAME, WAITING } from './page/name.ts'
import { inside, loadFile } from './page/network/load-file.ts'
import { keptName, readCopies, readLocal } from './page/storage/saved.ts'
import { warn } from './page/warn.ts'
import type { Ui } from './ui/props.ts'

/** Embedded by the server. */
declare const __KELISIM_SITE__: WidgetSite

/** Reads tag and saved choice. `apply` is called whenever another choice is remembered or made. */
function createContext(script: HTMLScriptElement, apply: () => void): Context {
  const site = __KELISIM_SITE__
  const server = script.src.split('/', 3).join('/')
  const tag = parseTag(script.dataset, [document.documentElement.lang, ...navigator.languages])
  const read = () => {
    const name = keptName()
    return recall(readCopies(name), site, new Date(), name === NAME)
  }
  let memory: Recollection | undefined
  let { purposes } = site
  const made: Record<string, unknown> = {}
  // Lazy, because reading storage would delay the first paint of the page.
  const remembered = () => (memory ??= read())
  const current = () => site.ruled || remembered().saved?.choice
  const remember = (next: Recollection) => {
    memory = next
    apply()
    emit('change', current())
  }
  const load: Context['load'] = (name) => loadFile(name, server)
  // A failed load is retried: only created parts are cached.
  const bring = async <Made>(name: string) => {
    const part = await load<Part<Made>>(name)
    made[name] ??= part?.create(context)
    return made[name] as Made | undefined
  }
  const context: Context = {
    ...tag,
    site,
    server,
    mayRun: (purpose) => mayRun(current(), purpose, purposes),
    load,
    bring,
    remembered,
    current,
    remember,
    reread: () => remember(read()),
    async choose(grants, surface) {
      const { saved } = remembered()
      // Refused purposes stop with the click, and a refusal of everything is valid, whichever parts fail to load.
      purposes = purposes.filter((id) => grants.purposes?.[id] === true)
      if (!purposes[0]) keepRefusal(saved)
      apply()
      const keeper = await bring<Keeper>('consent')
      purposes = site.purposes
      if (keeper) return keeper.choose(grants, surface)
      // If the keeper is missing, the new choice cannot be saved; then the old one must not remain either.
      if (saved) keepRefusal(saved)
      context.reread()
      emit('error')
      return 'not_stored'
    },
  }
  return context
}

/** Markup that other products gate in the same way: a script by its type, a frame or picture without an address. */
const GATED =
  'iframe,img:not([src]),[type*=plain],div[data-kelisim],[data-category],[data-cookieconsent]'

/**
 * Loads each part once the page needs it, and applies the choice to it. Returns a function that applies it again
 * synchronously, since a withdrawn purpose must stop at once.
 */
function createParts(context: Context, listen: () => unknown): () => void {
  const used: Record<string, Promise<((given: unknown) => void) | undefined>> = {}
  const use = async (name: string, isNeeded: unknown, given?: unknown) => {
    // Requested once: a page that changes all the time would otherwise request a missing part a thousand times.
    if (isNeeded) used[name] ??= context.bring(name)
    ;(await used[name])?.(given)
  }
  const apply = (find: Find = (selector) => document.querySelectorAll(selector)) => {
    listen()
    use('visits', context.isTracked && context.mayRun('analytics'))
    use('gate', context.site.isGated || find(GATED)[0], find)
    use(`contact-${context.language}`, find('[data-kelisim=contact]')[0], find)
  }
  apply()
  // The banner is painted first; it contains the same link as the button for pages without one. Afterwards only changes of
  // the page are searched.
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
 * Returns one listener for everything that the widget reacts to: links to it, another page's choice, a page that comes back,
 * another address.
 */
function createListener(context: Context, open: (panel: KelisimPanel, opener?: Element) => void) {
  return (event?: Event & { key?: string; persisted?: boolean }): void => {
    // Set by the page, or typed into the address. Opening the panel removes it, so it can be used again. It never withdraws
    // anything itself, since anybody may have written the link: it opens the settings.
    const target = hashTarget(location.hash)
    if (target) open(target as KelisimPanel)
    if (!event) return
    // Another page may have made a choice, also while this one was in the back-forward cache.
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

  // Adding it repeatedly has no effect; a rewritten document has lost its listeners. In the capture phase: a script that
  // scrolls to fragments may stop the event.
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

  // Loaded while the page is still being parsed, shown afterwards: its markup may be incomplete before.
  if (!(inside.painted || current())) loadUi()
  const begin = async () => {
    // Waits until the page is parsed, unless a script whose host does not respond delays that, and, if the banner is
    // embedded, until it is painted.
    if (document.readyState === 'loading')
      await {
        // biome-ignore lint/suspicious/noThenProperty: what is awaited; the page may have a `Promise` of its own
        then(resolve: () => void) {
          addEventListener('DOMContentLoaded', resolve)
          setTimeout(resolve, 3_000)
        },
      }
    await inside.painted
    apply = createParts(context, apply)
    emit('ready', current())
    ask()
    // Entries that could not be sent on an earlier page.
    if (readLocal(WAITING) || (current() as GrantedChoice | undefined)?.isConfirmed === false)
      context
        .bring<Keeper>('consent')
        .then((keeper) => keeper?.resume())
        .then(ask)
    onEvent()
  }

  const api = createApi(context, begin(), open)
  window.kelisim = api
  // biome-ignore lint/suspicious/useIsArray: an array of another frame is no queue of this page, and this is shorter
  if (queue instanceof Array) queue.map(api.push)
}

try {
  const script = document.currentScript as HTMLScriptElement | null
  // Absent in a module; the address of a copy, inline or in a blob, does not contain the server.
  if (/^http/.test(script?.src as string)) start(script as HTMLScriptElement)
  else warn('needs a plain <script src>.')
} catch (error) {
  // After any error the page continues as if there were no widget, and everything stays refused.
  warn(`did not start: ${error}`)
}
