import { createGate } from '../consent/gate/gate.ts'
import type { createScripts } from '../consent/gate/scripts.ts'
import type { Context, Find, Part } from '../context.ts'
import { emit } from '../page/emit.ts'
import { undoable } from '../page/storage/undoable.ts'
import { warn } from '../page/warn.ts'
import type { PlaceholderUi, Ui } from '../ui/props.ts'

interface Scripts {
  readonly create: typeof createScripts
}

/**
 * Applies the choice to gated markup at each call. The site's tags come first, because their defaults must be set before any
 * tag runs.
 */
export const create: Part['create'] = (context) => {
  const applyGate = createGate({
    mayRun: context.mayRun,
    purposes: ['necessary', ...context.site.purposes],
    services: context.site.services ?? {},
    showPlaceholder: (frame, loadOnce) =>
      undoable(context.load<PlaceholderUi>(`placeholder-${context.language}`), (ui) =>
        ui.showPlaceholder(context, frame, loadOnce),
      ),
    warn,
    loadScripts: async () => (await context.load<Scripts>('scripts'))?.create,
  })
  const tags = __KELISIM_DETAILS__.tags
    ? context.load<Part<() => void>>('tags').then((part) => part?.create(context))
    : undefined
  const applyLists = createLists(context)
  // A banner that is still shown: the visitor went to a page without asking while this part was loading.
  let isRuled = !!context.site.ruled && !document.querySelector('.kelisim-banner')
  return async (find) => {
    applyLists(find)
    if (isRuled !== !!context.site.ruled) {
      isRuled = !isRuled
      turn(context)
    }
    if (tags) (await tags)?.()
    applyGate()
  }
}

/** A single-page site has moved to or from a page on which nobody is asked (CB-17): removes or shows the banner. */
async function turn(context: Context): Promise<void> {
  emit('change', context.current())
  if (!context.current()) (await context.load<Ui>(`ui-${context.language}`))?.showBanner(context)
}

/** Loads the list of cookies where the page has a placeholder for it. */
const createLists = (context: Context) => {
  let list: Promise<ReturnType<Part['create']> | undefined> | undefined
  return async (find: Find) => {
    if (!find('div[data-kelisim=cookies]')[0]) return
    list ??= context.load<Part>(`cookies-${context.language}`).then((part) => part?.create(context))
    const show = await list
    // A retry may succeed.
    if (!show) list = undefined
    show?.(find)
  }
}
