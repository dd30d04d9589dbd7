import { render } from 'preact'
import { takeSetupToken } from './session/setup-token.ts'
import { App } from './shell/app.tsx'

const root = document.getElementById('console')

function show(setupToken: string | undefined): void {
  if (root) render(<App setupToken={setupToken} />, root)
}

// Before anything else can fail: the token must not stay in the address.
show(takeSetupToken())
// The address put into a console that is open already changes the fragment alone, and loads nothing anew.
addEventListener('hashchange', () => {
  const setupToken = takeSetupToken()
  if (setupToken) show(setupToken)
})
