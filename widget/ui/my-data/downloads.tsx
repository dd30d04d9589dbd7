import * as acts from '../../text/kk/my-acts.ts'
import type { ShownProps } from './runner.ts'

/** The data (DS-02) and the receipt (CR-05), each for programs and for people. */
export const Downloads = ({ host, run, subject, credential, me }: ShownProps) => {
  // Only a consent of banner or settings has a receipt, and only its own secret opens it.
  const [, id, secret] = /^([\da-f-]{36})\.(.+)$/.exec(credential) ?? []
  const save =
    (path: string, name: string, key = credential) =>
    () =>
      void run(() => subject.save(path, { credential: key, name }), acts.saidSaved)
  const receipt = `/v1/consents/${id}/receipt`
  const files: [string, string, () => void][] = [
    [acts.actExport, acts.actJson, save('/v1/me/export', 'kelisim-my-data.json')],
    [
      acts.actExport,
      acts.actPage,
      save(`/v1/me/export?format=page&lang=${host.language}`, 'kelisim-my-data.html'),
    ],
    ...(id && me.consents.length > 0
      ? ([
          [acts.actReceipt, acts.actJson, save(receipt, 'kelisim-receipt.json', secret)],
          [
            acts.actReceipt,
            acts.actPage,
            save(`${receipt}?format=html`, 'kelisim-receipt.html', secret),
          ],
        ] as [string, string, () => void][])
      : []),
  ]
  return (
    <div class="kelisim-acts">
      {files.map(([what, form, onClick]) => (
        <button type="button" key={what + form} onClick={onClick}>
          {what}: {form}
        </button>
      ))}
    </div>
  )
}
