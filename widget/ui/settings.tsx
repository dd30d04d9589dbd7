import { render } from 'preact'
import { announce } from './announce.ts'
import { CHOSEN, decide } from './decide.ts'
import type { Grants, UiHost } from './props.ts'
import { ensureRoot } from './root.ts'
import { SettingsDialog } from './settings-dialog.tsx'
import { settingsCss } from './settings-styles.ts'
import { adoptSheet } from './sheet.ts'

/**
 * Opens the settings as a modal dialog of the browser, which keeps the focus inside and closes on
 * Esc. Closing changes nothing (CB-07).
 *
 * @param opener Gets the focus back. Default: what had it before.
 * @returns Resolves when the dialog has been closed.
 */
export function showSettings(host: UiHost, opener?: Element | null): Promise<void> {
  const root = ensureRoot(host)
  if (root.querySelector('dialog')) return Promise.resolve()
  const unadopt = adoptSheet(settingsCss)
  const dialog = root.appendChild(document.createElement('dialog'))
  dialog.setAttribute('aria-labelledby', 'kelisim-title')
  dialog.setAttribute('aria-modal', 'true')
  const back = opener ?? document.activeElement
  return new Promise((resolve) => {
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
    dialog.onclose = () => {
      root.removeEventListener(CHOSEN, close)
      render(null, dialog)
      dialog.remove()
      unadopt()
      // The banner that opened it has gone with the choice.
      const next = back?.isConnected ? back : root
      if (next instanceof HTMLElement) next.focus()
      resolve()
    }
    dialog.showModal()
  })
}

/** Takes everything back and says what became of it. */
async function withdraw(host: UiHost): Promise<void> {
  const outcome = host.choose({}, 'settings')
  ensureRoot(host).dispatchEvent(new Event(CHOSEN))
  announce(host, (await outcome) === 'saved' ? 'withdrawn' : 'not_stored')
}
