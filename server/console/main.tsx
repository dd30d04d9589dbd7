import { render } from 'preact'
import { takeSetupToken } from './session/setup-token.ts'
import { App } from './shell/app.tsx'

const root = document.getElementById('console')

function show(setupToken: string | undefined): void {
  if (root) render(<App setupToken={setupToken} />, root)
}

// Read before anything else can fail, because the token must not stay in the address.
show(takeSetupToken())
// Pasting the address into an open console changes only the fragment and does not reload the page.
addEventListener('hashchange', () => {
  const setupToken = takeSetupToken()
  if (setupToken) show(setupToken)
})
