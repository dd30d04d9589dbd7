import { render } from 'preact'
import { openDialog } from './dialog.ts'
import { MyDataPanel } from './my-data/panel.tsx'
import { myDataCss } from './my-data/styles.ts'
import type { Subject } from './my-data/subject.ts'
import type { MyDataUi, UiHost } from './props.ts'

/** Where the part that reaches the server did not come: nothing is asked, and everything says so. */
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

export const showMyData: MyDataUi['showMyData'] = async (host, ui, opener) => {
  const part = await host.load<SubjectPart>('subject')
  return openDialog(ui.ensureRoot(host), { css: myDataCss, opener }, (dialog) => {
    const subject = part?.create(host) ?? unreachable
    render(<MyDataPanel host={host} subject={subject} onClose={() => dialog.close()} />, dialog)
    const empty = () => render(null, dialog)
    // The back button may bring the page as it was left, to whoever sits there then.
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
