import { render } from 'preact'
import { type Tokens, takeTokens } from './session/tokens.ts'
import { followLinks, readAddress } from './shell/address.ts'
import { App } from './shell/app.tsx'
import { findNamedLanguage, readLanguage } from './shell/language.ts'
import { loadTexts } from './shell/texts.ts'

const root = document.getElementById('console')
let language = readLanguage()

function show(tokens: Tokens): void {
  if (root) render(<App tokens={tokens} firstLanguage={language} />, root)
}

/** In development only: every part in every state. */
async function showParts(): Promise<void> {
  if (!import.meta.env.DEV) return
  const { PartsPage } = await import('./parts/page/parts-page.tsx')
  await loadTexts(language)
  if (root) render(<PartsPage firstLanguage={language} />, root)
}

// Read before anything else can fail, because a token must not stay in the address.
const tokens = takeTokens()
followLinks()
loadTexts(language).then(
  () => (import.meta.env.DEV && readAddress().path === '/parts' ? showParts() : show(tokens)),
  () =>
    root?.append('Сервермен байланыс жоқ. / Нет связи с сервером. / The server cannot be reached.'),
)
// Pasting the address into an open console changes only the fragment and does not reload the page.
addEventListener('hashchange', () => {
  const pasted = takeTokens()
  const named = findNamedLanguage()
  if (named) language = named
  if (pasted.setup || pasted.invitation || named) show(pasted)
})
