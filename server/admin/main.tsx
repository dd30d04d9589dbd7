import { render } from 'preact'
import { App } from './app.tsx'
import { takeSetupToken } from './session/setup-token.ts'

// Before anything else can fail: the token must not stay in the address.
const setupToken = takeSetupToken()
const root = document.getElementById('console')
if (root) render(<App setupToken={setupToken} />, root)
