import { useContext, useEffect } from 'preact/hooks'
import type { Language } from '../../contract/index.ts'
import { languageNames, useLanguage } from './language.ts'
import { SiteContext } from './site.ts'
import { useSpeech } from './speech.ts'

interface Props {
  readonly language: Language
  readonly onLanguage: (language: Language) => void
}

/** Header for who is not signed in: the school's name and the languages. */
export function Header(props: Props) {
  const { text } = useSpeech()
  useEffect(() => {
    document.title = text.consoleName
  }, [text])
  return (
    <header class="top">
      <Brand />
      <Languages {...props} />
    </header>
  )
}

/** Name of the console and of the school. */
export function Brand() {
  const { text } = useSpeech()
  return (
    <p class="brand">
      <Seal />
      <span>
        <strong>{text.consoleName}</strong>
        <School />
      </span>
    </p>
  )
}

/** Buttons for the languages, each named in its own. */
export function Languages({ language, onLanguage }: Props) {
  const { text } = useSpeech()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form.
    <div class="languages" role="group" aria-label={text.languageSwitch}>
      {(Object.keys(languageNames) as Language[]).map((id) => (
        <button
          key={id}
          type="button"
          lang={id}
          aria-pressed={id === language}
          onClick={() => onLanguage(id)}
        >
          {languageNames[id]}
        </button>
      ))}
    </div>
  )
}

const Seal = () => (
  <svg class="seal" viewBox="0 0 32 32" aria-hidden="true">
    <circle cx="16" cy="16" r="15" />
    <path d="M9.5 16.5l4.6 4.6L22.8 11" />
  </svg>
)

/** Name of the school, once it is known: without it the console can be signed into as well. */
function School() {
  const language = useLanguage()
  const site = useContext(SiteContext)
  return site ? <span class="school">{site.operator.name[language]}</span> : null
}
