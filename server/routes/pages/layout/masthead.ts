import { html } from 'hono/html'
import { type Language, languages } from '../../../contract/words.ts'
import type { Html } from './page-layout.ts'
import { languageNames, type PageText } from './page-text.ts'

/**
 * The school's name and the links to the same page in each language, Kazakh first.
 *
 * @param kept other query parameters, which the links keep.
 */
export const renderMasthead = (
  operator: Readonly<Record<Language, string>>,
  language: Language,
  text: PageText,
  kept: Readonly<Record<string, string>> = {},
): Html => html`<p>${operator[language]}</p>
<nav class="languages" aria-label="${text.chooseLanguage}"><ul>${languages.map(
  (other) => html`
<li><a href="?${new URLSearchParams({ ...kept, lang: other }).toString()}" lang="${other}" hreflang="${other}"${
    other === language ? html` aria-current="true"` : ''
  }>${languageNames[other]}</a></li>`,
)}
</ul></nav>`
