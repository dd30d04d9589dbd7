import { createKeeper, type Keeper } from '../consent/keeper.ts'
import type { Context, Part } from '../context.ts'
import { isOwnSite } from '../page/own-site.ts'
import type { Ui } from '../ui/props.ts'

/** Keeps choices, and says of those made elsewhere what banner and settings say of theirs. */
export const create: Part<Keeper>['create'] = (context: Context) => {
  const { site, language, isGpc, server, now, remembered, remember, reread } = context
  const keeper = createKeeper({
    site,
    language,
    isGpc,
    server: server.origin,
    isOwnSite: isOwnSite(server.hostname, location.hostname),
    now,
    remembered,
    remember,
    reread,
  })
  return {
    ...keeper,
    async choose(grants, surface) {
      if (surface === 'banner' || surface === 'settings') return keeper.choose(grants, surface)
      context.hideBanner()
      const hadGrants = context.current()?.kind === 'granted'
      const outcome = await keeper.choose(grants, surface)
      const isWithdrawn = hadGrants && context.current()?.kind === 'refused'
      const message = outcome === 'saved' && isWithdrawn ? 'withdrawn' : outcome
      // The page shows by itself that something was granted.
      if (message !== 'saved') {
        const ui = await context.load<Ui>(`ui-${language}`)
        ui?.announce(context, message)
      }
      return outcome
    },
  }
}
