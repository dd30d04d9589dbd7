import type { Language } from '../../contract/index.ts'
import { usePolicySpeech } from './speech.ts'
import { LANGUAGES } from './written.ts'

/** Buttons for one of the three languages. */
export function LanguageChoice({
  current,
  onChoose,
}: {
  readonly current: Language
  readonly onChoose: (language: Language) => void
}) {
  const { text } = usePolicySpeech()
  return (
    <fieldset class="language-choice">
      <legend class="spoken">{text.language}</legend>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => onChoose(language)}
        >
          {text[language]}
        </button>
      ))}
    </fieldset>
  )
}
