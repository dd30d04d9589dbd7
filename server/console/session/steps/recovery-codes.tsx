import { useState } from 'preact/hooks'
import { useSessionTexts } from '../speech.ts'

/** Recovery codes, to print or copy: they are shown once. */
export function RecoveryCodes({
  codes,
  onDone,
}: {
  readonly codes: readonly string[]
  readonly onDone: () => void
}) {
  const own = useSessionTexts()
  const [said, setSaid] = useState('')
  const copy = () =>
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => setSaid(own.codesCopied),
      () => setSaid(own.codesNotCopied),
    )
  return (
    <>
      <ol class="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="success" role="status">
        {said}
      </p>
      <div class="acts">
        <button type="button" class="main" onClick={onDone}>
          {own.codesDone}
        </button>
        <button type="button" onClick={() => print()}>
          {own.codesPrint}
        </button>
        <button type="button" onClick={copy}>
          {own.codesCopy}
        </button>
      </div>
    </>
  )
}
