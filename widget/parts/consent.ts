import { isAnyGranted } from '../consent/granted.ts'
import { createKeeper, type Keeper } from '../consent/keeping/keeper.ts'
import type { Context, Part } from '../context.ts'
import { activated } from '../page/activated.ts'
import { now } from '../page/builtins/now.ts'
import { ownKeys } from '../page/builtins/own-keys.ts'
import { toLink } from '../page/builtins/to-link.ts'
import { emit } from '../page/emit.ts'
import { isGpc } from '../page/is-gpc.ts'
import { findSite } from '../page/storage/own-site.ts'
import { removeKept } from '../page/storage/remove-kept.ts'
import type { Ui } from '../ui/props.ts'

/** Stores choices, and announces those made outside banner and settings in the same way. */
export const create: Part<Keeper>['create'] = (context: Context) => {
  const { site, language, remembered } = context
  const keeper = createKeeper({
    ...context,
    site: {
      ...site,
      policyVersion: __KELISIM_DETAILS__.policyVersion,
      notices: __KELISIM_DETAILS__.notices,
      terms: __KELISIM_DETAILS__.terms,
    },
    isGpc: isGpc(site),
    ...findSite(toLink(context.server), location),
    now,
  })
  /** Cookies that services set while they were allowed are deleted with the grant, on whichever page it ends (CB-09). */
  const clean = () => {
    const cookies = __KELISIM_DETAILS__.cookies
    for (const purpose of ownKeys(cookies))
      if (!context.mayRun(purpose)) removeKept(cookies[purpose] ?? [])
  }
  clean()
  return {
    ...keeper,
    resume: () => activated().then(keeper.resume),
    async choose(grants, surface) {
      // On a page where nobody is asked, nothing can be granted, but grants can be withdrawn (CB-17).
      if (site.ruled && isAnyGranted(grants.purposes ?? {})) return 'not_stored'
      const hasOwnWords = surface === 'banner' || surface === 'settings'
      const hadGrants = remembered().saved?.choice.kind === 'granted'
      const kept = keeper.choose(grants, surface)
      clean()
      const outcome = await kept
      clean()
      const choice = remembered().saved?.choice
      if (outcome === 'not_stored') emit('error', choice)
      const isWithdrawn = hadGrants && choice?.kind === 'refused'
      const message = outcome === 'saved' && isWithdrawn ? 'withdrawn' : outcome
      // A grant is visible on the page without an announcement.
      if (hasOwnWords || message === 'saved') return outcome
      const ui = await context.load<Ui>(`ui-${language}`)
      ui?.announce(context, message)
      return outcome
    },
  }
}
