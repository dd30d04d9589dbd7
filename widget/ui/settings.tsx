import { render } from 'preact'
import { announce } from './announce.ts'
import { CHOSEN, decide } from './decide.ts'
import { openDialog } from './dialog.ts'
import type { Grants, UiHost } from './props.ts'
import { ensureRoot } from './root.ts'
import { SettingsDialog } from './settings-dialog.tsx'
import { settingsCss } from './settings-styles.ts'

/**
 * Opens the settings. They close with a choice, and closing them changes nothing (CB-07).
 *
 * @param opener Gets the focus back. Default: what had it before.
 * @returns Resolves when they have been closed.
 */
export const showSettings = (host: UiHost, opener?: Element): Promise<void> =>
  openDialog(host, { css: settingsCss, opener }, (dialog) => {
    const root = ensureRoot(host)
    const close = (): void => dialog.close()
    render(
      <SettingsDialog
        host={host}
        onChoose={(grants: Grants) => void decide(host, grants, 'settings')}
        onWithdraw={() => void withdraw(host)}
      />,
      dialog,
    )
    root.addEventListener(CHOSEN, close)
    return () => {
      root.removeEventListener(CHOSEN, close)
      render(null, dialog)
    }
  })

/** Takes everything back and says what became of it. */
async function withdraw(host: UiHost): Promise<void> {
  const outcome = host.choose({}, 'settings')
  ensureRoot(host).dispatchEvent(new Event(CHOSEN))
  announce(host, (await outcome) === 'saved' ? 'withdrawn' : 'not_stored')
}
