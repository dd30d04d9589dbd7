import { useState } from 'preact/hooks'
import { saveFile } from '../parts/download.tsx'
import { Panel } from '../parts/panel.tsx'
import type { Failure } from '../shell/call.ts'
import { useExplain } from '../text/explain.ts'
import { fill } from '../text/fill.ts'
import { type Breach, readNotice } from './calls.ts'
import { useTexts } from './speech.ts'

/** Whom a draft is for, and its language. */
interface Wanted {
  readonly whom: 'authority' | 'people'
  readonly lang: 'kk' | 'ru'
}
/** A draft that was opened. */
interface Draft extends Wanted {
  readonly content: string
}

const all: readonly Wanted[] = [
  { whom: 'authority', lang: 'kk' },
  { whom: 'authority', lang: 'ru' },
  { whom: 'people', lang: 'kk' },
  { whom: 'people', lang: 'ru' },
]

/** The drafts of the notifications, each opened by a click that is audited, to copy or to save. */
export function Drafts({ breach: { thread } }: { readonly breach: Breach }) {
  const text = useTexts()
  const explain = useExplain()
  const [draft, setDraft] = useState<Draft>()
  const [failure, setFailure] = useState<Failure>()
  const nameOf = ({ whom, lang }: Wanted) =>
    fill(text.openDraft, {
      whom: whom === 'authority' ? text.toAuthority : text.toPeople,
      language: lang === 'kk' ? text.inKazakh : text.inRussian,
    })
  const open = async (wanted: Wanted) => {
    const answer = await readNotice({ params: { thread }, query: { lang: wanted.lang } })
    if (answer.kind !== 'right') return setFailure(answer)
    const { text: toAuthority, peopleText } = answer.value
    setFailure(undefined)
    setDraft({ ...wanted, content: wanted.whom === 'authority' ? toAuthority : peopleText })
  }
  return (
    <Panel title={text.drafts}>
      <p>{text.draftsLead}</p>
      <div class="acts">
        {all.map((wanted) => (
          <button
            key={nameOf(wanted)}
            type="button"
            aria-pressed={draft?.whom === wanted.whom && draft.lang === wanted.lang}
            onClick={() => open(wanted)}
          >
            {nameOf(wanted)}
          </button>
        ))}
      </div>
      {failure && (
        <p class="wrong" role="alert">
          {explain(failure)}
        </p>
      )}
      {draft && <Opened draft={draft} name={nameOf(draft)} thread={thread} />}
    </Panel>
  )
}

function Opened({
  draft: { content, whom, lang },
  name,
  thread,
}: {
  readonly draft: Draft
  readonly name: string
  readonly thread: string
}) {
  const text = useTexts()
  const [copied, setCopied] = useState('')
  const copy = async () => {
    await navigator.clipboard.writeText(content)
    setCopied(content)
  }
  return (
    <div class="draft">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard too. */}
      <section lang={lang} tabIndex={0} aria-label={name}>
        {content}
      </section>
      <div class="acts">
        <button type="button" onClick={copy}>
          {text.copy}
        </button>
        <button
          type="button"
          onClick={() =>
            saveFile(
              `breach-${thread.slice(0, 8)}-${whom}-${lang}.txt`,
              'text/plain;charset=utf-8',
              content,
            )
          }
        >
          {text.saveText}
        </button>
        <span role="status">{copied === content && text.copied}</span>
      </div>
    </div>
  )
}
