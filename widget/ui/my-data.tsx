import { render } from 'preact'
import { openDialog } from './dialog.ts'
import { MyDataPanel } from './my-data/panel.tsx'
import { myDataCss } from './my-data/styles.ts'
import type { Subject } from './my-data/subject.ts'
import type { UiHost } from './props.ts'

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

/**
 * Opens the my-data panel.
 *
 * @param opener Gets the focus back. Default: what had it before.
 * @returns Resolves when it has been closed.
 */
export async function showMyData(host: UiHost, opener?: Element): Promise<void> {
  const part = await host.load<SubjectPart>('subject')
  return openDialog(host, { css: myDataCss, opener }, (dialog) => {
    const subject = part?.create(host) ?? unreachable
    render(<MyDataPanel host={host} subject={subject} onClose={() => dialog.close()} />, dialog)
    return () => render(null, dialog)
  })
}
