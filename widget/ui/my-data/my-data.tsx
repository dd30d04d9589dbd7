import { render } from 'preact'
import { openDialog } from '../dialog/dialog.ts'
import type { Panel, UiHost } from '../props.ts'
import type { Subject } from './facts/subject.ts'
import { MyDataPanel } from './room/panel.tsx'
import { myDataCss } from './room/panel-styles.ts'

/** Used where the part that sends requests could not be loaded: every request fails as offline. */
const unreachable: Subject = {
  own: () => undefined,
  newId: () => '',
  ask: async () => ({ kind: 'offline' }),
  save: async () => ({ kind: 'offline' }),
  withdraw: async () => ({ kind: 'offline' }),
}

interface SubjectPart {
  create(host: UiHost): Subject
}

export const show: Panel['show'] = async (host, ui, opener) => {
  const part = await host.load<SubjectPart>('subject')
  return openDialog(ui.ensureRoot(host), { css: myDataCss, opener }, (dialog) => {
    const subject = part?.create(host) ?? unreachable
    let panel: MyDataPanel | null = null
    render(
      <MyDataPanel
        ref={(made: MyDataPanel | null) => {
          panel = made
        }}
        host={host}
        subject={subject}
        onClose={() => dialog.close()}
      />,
      dialog,
    )
    // Esc, and the back gesture of a phone, leave a room first. Rooms have no entries in the browser's history.
    const leaveRoom = (event: Event) => {
      if (panel?.leave()) event.preventDefault()
    }
    dialog.oncancel = leaveRoom
    // A browser closes the dialog without a cancel event if nothing was clicked since the last one.
    dialog.onkeydown = (event) => {
      if (event.key === 'Escape') leaveRoom(event)
    }
    const empty = () => render(null, dialog)
    // The back button may restore the page as it was left, in front of another person.
    const leave = () => {
      empty()
      dialog.close()
    }
    addEventListener('pagehide', leave)
    return () => {
      removeEventListener('pagehide', leave)
      empty()
    }
  })
}
