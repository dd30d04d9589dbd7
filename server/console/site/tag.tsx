import { useState } from 'preact/hooks'
import { Panel } from '../parts/panel.tsx'
import { useTexts } from './speech.ts'

type Copied = 'no' | 'yes' | 'refused'

/** The line that the site needs, to be copied. */
export function Tag() {
  const text = useTexts()
  const [copied, setCopied] = useState<Copied>('no')
  const line = `<script src="${location.origin}/widget.js" async></script>`
  const copy = () =>
    navigator.clipboard.writeText(line).then(
      () => setCopied('yes'),
      () => setCopied('refused'),
    )
  return (
    <Panel title={text.tagTitle}>
      <p class="hint">{text.tagText}</p>
      <pre class="shown-text">
        <code>{line}</code>
      </pre>
      <div class="acts">
        <button type="button" onClick={() => void copy()}>
          {text.copy}
        </button>
        <span role="status">
          {copied === 'yes' && text.copied}
          {copied === 'refused' && text.notCopied}
        </span>
      </div>
    </Panel>
  )
}
