import { useId } from 'preact/hooks'
import { fill } from '../text/fill.ts'
import { usePolicySpeech } from './speech.ts'
import { LANGUAGES, type Written } from './written.ts'

/** One sentence. */
const LONGEST = 500

/** Kind of change, what changed in each language, and from when. */
export function AboutVersion({
  written: { change, summary, effectiveOn },
  isLocked,
  onWrite,
}: {
  readonly written: Written
  readonly isLocked: boolean
  readonly onWrite: (changes: Partial<Written>) => void
}) {
  const { text } = usePolicySpeech()
  const id = useId()
  return (
    <div class="form">
      <div class="field">
        <label for={`${id}-change`}>{text.changeLabel}</label>
        <p class="hint" id={`${id}-change-hint`}>
          {text.changeHint}
        </p>
        <select
          id={`${id}-change`}
          aria-describedby={`${id}-change-hint`}
          disabled={isLocked}
          value={change}
          onChange={({ currentTarget: { value } }) =>
            onWrite({ change: value === 'material' || value === 'editorial' ? value : '' })
          }
        >
          <option value="">{text.undecided}</option>
          <option value="material">{text.materialChoice}</option>
          <option value="editorial">{text.editorialChoice}</option>
        </select>
      </div>
      {LANGUAGES.map((language) => (
        <div class="field" key={language}>
          <label for={`${id}-${language}`}>
            {fill(text.summaryOf, { language: text[language] })}
          </label>
          <input
            id={`${id}-${language}`}
            lang={language}
            autoComplete="off"
            maxLength={LONGEST}
            readOnly={isLocked}
            value={summary[language]}
            onInput={({ currentTarget: { value } }) =>
              onWrite({ summary: { ...summary, [language]: value } })
            }
          />
        </div>
      ))}
      <div class="field">
        <label for={`${id}-day`}>{text.dayLabel}</label>
        <p class="hint" id={`${id}-day-hint`}>
          {text.dayHint}
        </p>
        <input
          id={`${id}-day`}
          type="date"
          aria-describedby={`${id}-day-hint`}
          readOnly={isLocked}
          value={effectiveOn}
          onInput={({ currentTarget: { value } }) => onWrite({ effectiveOn: value })}
        />
      </div>
    </div>
  )
}
