import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { Language, PolicyPreviewResult } from '../../contract/index.ts'
import { fill } from '../text/fill.ts'
import { preview } from './calls.ts'
import { LanguageChoice } from './language-choice.tsx'
import { usePolicySpeech } from './speech.ts'
import { LANGUAGES, type Written } from './written.ts'

/** How long typing rests before the text is shown as its page would show it, in milliseconds. */
const REST_MS = 500
/** As the server takes. */
const LONGEST = 24_000

/** The three texts side by side, each with its page below; one at a time where there is little room. */
export function TextColumns({
  texts,
  isLocked,
  onTexts,
}: {
  readonly texts: Written['texts']
  readonly isLocked: boolean
  readonly onTexts: (texts: Written['texts']) => void
}) {
  const [shown, setShown] = useState<Language>('kk')
  return (
    <>
      <div class="narrow-alone">
        <LanguageChoice current={shown} onChoose={setShown} />
      </div>
      <div class="text-columns">
        {LANGUAGES.map((language) => (
          <div key={language} class={language === shown ? 'text-column shown' : 'text-column'}>
            <TextColumn
              of={language}
              markdown={texts[language]}
              isLocked={isLocked}
              onMarkdown={(markdown) => onTexts({ ...texts, [language]: markdown })}
            />
          </div>
        ))}
      </div>
    </>
  )
}

function TextColumn({
  of,
  markdown,
  isLocked,
  onMarkdown,
}: {
  readonly of: Language
  readonly markdown: string
  readonly isLocked: boolean
  readonly onMarkdown: (markdown: string) => void
}) {
  const { text } = usePolicySpeech()
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{fill(text.markdownOf, { language: text[of] })}</label>
      <textarea
        id={id}
        lang={of}
        rows={18}
        maxLength={LONGEST}
        readOnly={isLocked}
        spellcheck={false}
        value={markdown}
        onInput={(event) => onMarkdown(event.currentTarget.value)}
      />
      <Preview of={of} markdown={markdown} />
    </div>
  )
}

/** Shows the server's harmless HTML, without addresses inside the page and without links to leave by. */
function fillBox(box: HTMLElement, { title, html }: PolicyPreviewResult) {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const one of body.querySelectorAll('[id]')) one.removeAttribute('id')
  for (const link of body.querySelectorAll('a'))
    for (const { name } of [...link.attributes]) link.removeAttribute(name)
  const heading = document.createElement('p')
  heading.className = 'preview-title'
  heading.textContent = title
  box.replaceChildren(heading, ...body.childNodes)
}

/** The text as its page would show it, once typing rests. */
function Preview({ of, markdown }: { readonly of: Language; readonly markdown: string }) {
  const { text } = usePolicySpeech()
  const box = useRef<HTMLDivElement>(null)
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    let isCurrent = true
    const show = async () => {
      const answer = await preview({ body: { language: of, markdown } })
      if (!isCurrent || !box.current) return
      setLate(answer.kind !== 'right')
      if (answer.kind === 'right') fillBox(box.current, answer.value)
    }
    const timer = setTimeout(show, box.current?.firstChild ? REST_MS : 0)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [markdown, of])
  return (
    <>
      <section
        class="policy-preview"
        lang={of}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too.
        tabIndex={0}
        aria-label={fill(text.preview, { language: text[of] })}
        ref={box}
      />
      {isLate && <p class="wrong">{text.previewLate}</p>}
    </>
  )
}
