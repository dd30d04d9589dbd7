import type { Kelisim } from './api.ts'
import type { Keeper } from './consent/keeper.ts'
import type { Grants, Outcome, Ui, UiHost } from './ui/props.ts'

/** What the visitor sees of the widget, brought on demand. Where it cannot be had, everything stays refused. */
export interface Panels {
  readonly host: UiHost
  /** Shows the banner where there is no choice and it has not been shown yet. */
  ask(): Promise<void>
  /** Opens the settings; resolves when they have been closed. */
  open(opener?: Element): Promise<void>
  /** Takes a choice that was made neither in banner nor in settings. */
  choose: Kelisim['choose']
  withdraw: Kelisim['withdraw']
}

/** Joins choice and UI. */
export function createPanels(
  keeper: Keeper,
  load: () => Promise<Ui | undefined>,
  facts: Pick<UiHost, 'site' | 'language' | 'theme' | 'position' | 'policyUrl' | 'isGpc'>,
): Panels {
  let hideBanner: (() => void) | undefined

  /** Says what banner and settings would have said. */
  const decide = async (
    grants: Partial<Grants>,
    surface: 'placeholder' | 'api',
    done?: 'withdrawn',
  ): Promise<Outcome> => {
    const outcome = keeper.choose(grants, surface)
    hideBanner?.()
    const message = (await outcome) === 'saved' ? done : 'not_stored'
    if (message) load().then((ui) => ui?.announce(host, message))
    return outcome
  }

  const host: UiHost = {
    ...facts,
    get reask() {
      return keeper.reask()
    },
    current: keeper.current,
    choose: (grants, surface) =>
      surface === 'placeholder' ? decide(grants, surface) : keeper.choose(grants, surface),
    withdraw: () => keeper.choose({}, 'settings'),
  }
  return {
    host,
    async ask() {
      if (keeper.current() || hideBanner) return
      hideBanner = () => {}
      const ui = await load()
      if (ui && !keeper.current()) hideBanner = ui.showBanner(host)
    },
    open: async (opener) => (await load())?.openSettings(host, opener),
    choose: (grants) => decide(grants ?? {}, 'api'),
    withdraw: () => decide({}, 'api', 'withdrawn'),
  }
}
