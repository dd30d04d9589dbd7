import type { WidgetSite } from '../server/contract/index.ts'
import { parseTag } from './config.ts'
import { mayRun } from './consent/choice.ts'
import { keepRefusal } from './consent/keeping/keep-refusal.ts'
import type { Keeper } from './consent/keeping/keeper.ts'
import { type Recollection, recall } from './consent/keeping/recall.ts'
import type { Context, Part } from './context.ts'
import { emit } from './page/emit.ts'
import { NAME } from './page/name.ts'
import { loadFile } from './page/network/load-file.ts'
import { keptName, readCopies } from './page/storage/saved.ts'

/** The configuration of this site. The server writes it in place of this name (`server/assets/build-assets.ts`). */
declare const __KELISIM_SITE__: WidgetSite

/**
 * Creates the state of this page from the script tag. The saved choice is read when it is first needed.
 *
 * @param apply applies the current choice to the page. Called whenever the choice has changed, also before it is saved.
 */
export function createContext(script: HTMLScriptElement, apply: () => void): Context {
  const site = __KELISIM_SITE__
  const server = script.src.split('/', 3).join('/') // the origin; the page may have replaced `URL`
  const tag = parseTag(script.dataset, [document.documentElement.lang, ...navigator.languages])
  const read = () => {
    const name = keptName()
    // A choice under the earlier name may be another operator's, so it starts nothing until the server has confirmed it.
    return recall(readCopies(name), site, new Date(), name === NAME)
  }
  let memory: Recollection | undefined
  let { purposes: runnable } = site // fewer while the keeper is being loaded to save a choice
  const created: Record<string, unknown> = {} // parts; a failed load is not cached, but retried
  // Lazy, because reading storage would delay the first paint of the page.
  const remembered = () => (memory ??= read())
  // On a page where consent is never asked, everything is refused, whatever was chosen (CB-17).
  const current = () => site.ruled || remembered().saved?.choice
  const remember = (next: Recollection) => {
    memory = next
    apply()
    emit('change', current())
  }
  const load: Context['load'] = (name) => loadFile(name, server)
  const bring = async <Made>(name: string) => {
    const part = await load<Part<Made>>(name)
    created[name] ??= part?.create(context)
    return created[name] as Made | undefined
  }
  const context: Context = {
    ...tag,
    site,
    server,
    mayRun: (purpose) => mayRun(current(), purpose, runnable),
    load,
    bring,
    remembered,
    current,
    remember,
    reread: () => remember(read()),
    async choose(grants, surface) {
      const { saved } = remembered()
      // The keeper may load late or never: what is refused stops now, and a refusal of everything is saved without it.
      runnable = runnable.filter((id) => grants.purposes?.[id] === true)
      if (!runnable[0]) keepRefusal(saved)
      apply()
      const keeper = await bring<Keeper>('consent')
      // The keeper replaces the choice before it yields, so the choice alone decides again what may run.
      runnable = site.purposes
      if (keeper) return keeper.choose(grants, surface)
      // Without the keeper the new choice cannot be saved; then the old one must not remain either.
      if (saved) keepRefusal(saved)
      context.reread()
      emit('error')
      return 'not_stored'
    },
  }
  return context
}
