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

/** Written in by the server. */
declare const __KELISIM_SITE__: WidgetSite

/** Reads tag and saved choice. `apply` is called whenever another choice is remembered, or one is made. */
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
  // Not before somebody asks: the browser has to look, and a page that has yet to be painted would wait.
  const remembered = () => (memory ??= read())
  const current = () => site.ruled || remembered().saved?.choice
  const remember = (next: Recollection) => {
    memory = next
    apply()
    emit('change', current())
  }
  const load: Context['load'] = (name) => loadFile(name, server)
  // What has not come is asked for again: only what has been made is kept.
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
      // What is refused runs from the click on no more, and a refusal of all holds, whatever does not come.
      purposes = purposes.filter((id) => grants.purposes?.[id] === true)
      if (!purposes[0]) keepRefusal(saved)
      apply()
      const keeper = await bring<Keeper>('consent')
      purposes = site.purposes
      if (keeper) return keeper.choose(grants, surface)
      // Nobody can keep another choice: then the one before does not stand either.
      if (saved) keepRefusal(saved)
      context.reread()
      emit('error')
      return 'not_stored'
    },
  }
  return context
}

/** What other products gate as well: a script by its type, a frame or picture by having no address yet. */
const GATED =
  'iframe,img:not([src]),[type*=plain],div[data-kelisim],[data-category],[data-cookieconsent]'

/**
 * Brings each part once the page needs it, and applies the choice to it. Answers what applies it anew; at once, since what
 * has been withdrawn must not run a moment longer.
 */
function createParts(context: Context, listen: () => unknown): () => void {
  const used: Record<string, Promise<((given: unknown) => void) | undefined>> = {}
  const use = async (name: string, isNeeded: unknown, given?: unknown) => {
    // Asked for once: a page that never rests would ask a thousand times for what does not come.
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
  // The banner, which holds the same link as the button that a page may lack, is painted first. Of a page that changes, only
  // what has changed is looked at.
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

/** Answers one listener for all that the widget hears of: links to it, another page's choice, a page that comes back, another address. */
function createListener(context: Context, open: (panel: KelisimPanel, opener?: Element) => void) {
  return (event?: Event & { key?: string; persisted?: boolean }): void => {
    // Set by the page, or typed into its address. What is opened takes it away, so that it can be asked for again.
    // It alone withdraws nothing, since anybody may have written it: the settings open.
    const target = hashTarget(location.hash)
    if (target) open(target as KelisimPanel)
    if (!event) return
    // Another page may have chosen, also while this one lay in the back-forward cache.
    if (event.key === NAME || event.persisted) context.reread()
    // The path leads through icons, and into the open shadow roots of web components.
    const link = (event.composedPath() as Link[]).filter(targetOf)[0]
    if (!link) return
    event.preventDefault()
    // A menu's own listener would look for the place that the fragment names, and there is none.
    if (link.hash) event.stopImmediatePropagation()
    const asked = targetOf(link)
    if (asked === 'withdraw') context.choose({})
    else open(asked as KelisimPanel, link)
  }
}

function start(script: HTMLScriptElement): void {
  const queue: unknown = window.kelisim
  // A second script tag: the first one does it all. An element or frame of that name is no interface, whatever is in it.
  if (queue instanceof Object && (queue as Kelisim).choose instanceof Function) return

  // Once however often it is called: a document that is written anew has forgotten its listeners. Before the page's own: one
  // that scrolls to fragments may let nobody else hear of the click.
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

  // Brought while the page is still being read, shown when it has been: its markup may not be whole before.
  if (!(inside.painted || current())) loadUi()
  const begin = async () => {
    // Not before the page has been read to its end, if that is not held up by a script whose host does not answer, and, where
    // the banner has come already, painted.
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
    // What could not be told on an earlier page.
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
  // None in a module; of a copy, inline or in a blob, the address says nothing of the server.
  if (/^http/.test(script?.src as string)) start(script as HTMLScriptElement)
  else warn('needs a plain <script src>.')
} catch (error) {
  // Whatever it is, the page goes on as if there were no widget, and everything stays refused.
  warn(`did not start: ${error}`)
}
