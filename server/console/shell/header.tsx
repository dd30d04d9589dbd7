import { useEffect, useState } from 'preact/hooks'
import type { Language, paths, SiteResult } from '../../contract/index.ts'
import { languageNames, useSpeech } from './language.ts'

const SITE: typeof paths.site = '/v1/site'

/** Header with the school's name, the languages and, once signed in, the sign-out button. */
export function Header({
  language,
  onLanguage,
  onSignOut,
  onAccount,
}: {
  readonly language: Language
  readonly onLanguage: (language: Language) => void
  readonly onSignOut: (() => void) | undefined
  /** Absent where the account is already shown. */
  readonly onAccount: (() => void) | undefined
}) {
  const { text } = useSpeech()
  return (
    <header class="top">
      <p class="brand">
        <Seal />
        <span>
          <strong>{text.consoleName}</strong>
          <School />
        </span>
      </p>
      <nav class="languages" aria-label={text.languageSwitch}>
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
      </nav>
      <div class="own">
        {onAccount && (
          <button type="button" class="quiet" onClick={onAccount}>
            {text.account}
          </button>
        )}
        {onSignOut && (
          <button type="button" class="quiet" onClick={onSignOut}>
            {text.signOut}
          </button>
        )}
      </div>
    </header>
  )
}

const Seal = () => (
  <svg class="seal" viewBox="0 0 32 32" aria-hidden="true">
    <circle cx="16" cy="16" r="15" />
    <path d="M9.5 16.5l4.6 4.6L22.8 11" />
  </svg>
)

/** Name of the school from the public configuration. Optional: without it the console works as well. */
function School() {
  const { language } = useSpeech()
  const [site, setSite] = useState<SiteResult>()
  useEffect(() => {
    fetch(SITE)
      .then((response) => (response.ok ? response.json() : undefined))
      .then(setSite)
      .catch(() => {
        /* Server unreachable: the screen below reports it. */
      })
  }, [])
  return site ? <span class="school">{site.operator.name[language]}</span> : null
}
