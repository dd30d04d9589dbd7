import { createKeeper, type Keeper } from '../consent/keeper.ts'
import type { Context, Part } from '../context.ts'
import { emit } from '../page/emit.ts'
import { isOwnSite } from '../page/own-site.ts'
import type { Ui } from '../ui/props.ts'

/** Keeps choices, and says of those made elsewhere what banner and settings say of theirs. */
export const create: Part<Keeper>['create'] = (context: Context) => {
  const { site, language, isGpc, server, remembered, remember, reread } = context
  const keeper = createKeeper({
    site: {
      ...site,
      policyVersion: __KELISIM_DETAILS__.policyVersion,
      notices: __KELISIM_DETAILS__.notices,
      terms: __KELISIM_DETAILS__.terms,
    },
    language,
    isGpc,
    server,
    isOwnSite: isOwnSite(new URL(server).hostname, location.hostname),
    now: Date.now,
    remembered,
    remember,
    reread,
  })
  return {
    ...keeper,
    async choose(grants, surface) {
      const hasOwnWords = surface === 'banner' || surface === 'settings'
      const hadGrants = context.current()?.kind === 'granted'
      const outcome = await keeper.choose(grants, surface)
      const choice = context.current()
      if (outcome === 'not_stored') emit('error', choice)
      const isWithdrawn = hadGrants && choice?.kind === 'refused'
      const message = outcome === 'saved' && isWithdrawn ? 'withdrawn' : outcome
      // The page shows by itself that something was granted.
      if (hasOwnWords || message === 'saved') return outcome
      const ui = await context.load<Ui>(`ui-${language}`)
      ui?.announce(context, message)
      return outcome
    },
  }
}
