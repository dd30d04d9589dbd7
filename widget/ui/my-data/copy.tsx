import * as acts from '../../text/kk/my-acts.ts'
import type { ShownProps } from './room/runner.ts'

/** Downloads of the data (DS-02) and the receipt (CR-05), each for people and for programs. */
export const Copy = ({ host, run, subject, credential, me }: ShownProps) => {
  // Only consents of banner or settings have a receipt, and it requires the record's own secret.
  const [, id, secret] = /^([\da-f-]{36})\.(.+)$/.exec(credential) ?? []
  const save =
    (path: string, name: string, key = credential) =>
    () =>
      void run(() => subject.save(path, { credential: key, name }), acts.saidSaved)
  const receipt = `/v1/consents/${id}/receipt`
  return (
    <>
      <Files
        title={acts.actExport}
        hint={acts.actExportHint}
        onPage={save(`/v1/me/export?format=page&lang=${host.language}`, 'kelisim-my-data.html')}
        onJson={save('/v1/me/export', 'kelisim-my-data.json')}
      />
      {id && me.consents.length > 0 && (
        <Files
          title={acts.actReceipt}
          hint={acts.actReceiptHint}
          onPage={save(`${receipt}?format=html`, 'kelisim-receipt.html', secret)}
          onJson={save(receipt, 'kelisim-receipt.json', secret)}
        />
      )}
    </>
  )
}

interface FilesProps {
  readonly title: string
  readonly hint: string
  onPage(): void
  onJson(): void
}

const Files = ({ title, hint, onPage, onJson }: FilesProps) => (
  <div class="kelisim-choice">
    <h4>{title}</h4>
    <p>{hint}</p>
    <div class="kelisim-acts">
      <button
        type="button"
        class="kelisim-main"
        aria-label={`${title}: ${acts.actPage}`}
        onClick={onPage}
      >
        {acts.actPage}
      </button>
      <button type="button" aria-label={`${title}: ${acts.actJson}`} onClick={onJson}>
        {acts.actJson}
      </button>
    </div>
  </div>
)
