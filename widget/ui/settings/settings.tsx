import { render } from 'preact'
import * as text from '../../text/kk.ts'
import { openDialog } from '../dialog/dialog.ts'
import type { Grants, Panel, PanelUi, UiHost } from '../props.ts'
import { SettingsDialog } from './settings-dialog.tsx'
import { settingsCss } from './settings-styles.ts'

/** The dialog closes with a choice; closing it without one changes nothing (CB-07). */
export const show: Panel['show'] = async (host, ui, opener) => {
  // Where nobody is asked, there is nothing to set (CB-17).
  if (host.site.ruled) return ui.announce(host, 'saved', text.ruledPage)
  const root = ui.ensureRoot(host)
  // Loads the keeper early, so that a click counts even if the next one leaves the page.
  void host.load('consent')
  return openDialog(root, { css: settingsCss, opener }, (dialog) => {
    const close = (): void => dialog.close()
    render(
      <SettingsDialog
        host={host}
        onChoose={(grants: Grants) => void ui.decide(host, grants, 'settings', close)}
        onWithdraw={() => void withdraw(host, ui, close)}
      />,
      dialog,
    )
    return () => render(null, dialog)
  })
}

/** Withdraws everything and announces the result. */
async function withdraw(host: UiHost, ui: PanelUi, close: () => void): Promise<void> {
  const outcome = host.choose({}, 'settings')
  close()
  ui.announce(host, (await outcome) === 'saved' ? 'withdrawn' : 'not_stored')
}
