import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language } from '../../contract/index.ts'
import { FirstStart } from '../session/first-start.tsx'
import { SignIn } from '../session/sign-in.tsx'
import * as api from './api.ts'
import { Header } from './header.tsx'
import { keepLanguage, readLanguage, SpeechContext, speechOf, writeLanguage } from './language.ts'
import { Loading } from './loading.tsx'
import { Unreachable } from './problem.tsx'
import { createScreen } from './screen.tsx'

const StatisticsScreen = createScreen(
  async () => (await import('../statistics/statistics-screen.tsx')).StatisticsScreen,
)
const AccountScreen = createScreen(
  async () => (await import('../account/account-screen.tsx')).AccountScreen,
)

type Screen = 'loading' | 'failed' | 'first_start' | 'sign_in' | 'ended' | 'statistics' | 'account'

/** The console. Chooses the screen and provides the language. */
export function App({ setupToken }: { readonly setupToken: string | undefined }) {
  const [screen, setScreen] = useState<Screen>('loading')
  const [language, setLanguage] = useState<Language>(readLanguage)
  const main = useRef<HTMLElement>(null)
  const isSignedIn = screen === 'statistics' || screen === 'account'

  const load = async () => {
    setScreen('loading')
    const answer = await api.readSession()
    if (answer.kind !== 'right') return setScreen('failed')
    if (!answer.value.isSetUp) return setScreen('first_start')
    setScreen(answer.value.isSignedIn ? 'statistics' : 'sign_in')
  }
  const leave = async () => {
    const answer = await api.signOut()
    setScreen(answer.kind === 'right' ? 'sign_in' : 'failed')
  }

  useEffect(() => void load(), [])
  useEffect(() => {
    writeLanguage(language)
    document.title = speechOf(language).text.consoleName
  }, [language])
  useEffect(() => {
    // The focused element was removed, so focus moves to the new screen.
    if (screen !== 'loading') main.current?.focus()
  }, [screen])
  useEffect(() => {
    if (isSignedIn) keepLanguage(language)
  }, [isSignedIn, language])

  return (
    <SpeechContext.Provider value={speechOf(language)}>
      <Header
        language={language}
        onLanguage={setLanguage}
        onSignOut={isSignedIn ? leave : undefined}
        onAccount={screen === 'statistics' ? () => setScreen('account') : undefined}
      />
      <main ref={main} tabIndex={-1}>
        <Shown screen={screen} setupToken={setupToken} onScreen={setScreen} onRetry={load} />
      </main>
    </SpeechContext.Provider>
  )
}

function Shown({
  screen,
  setupToken,
  onScreen,
  onRetry,
}: {
  readonly screen: Screen
  readonly setupToken: string | undefined
  readonly onScreen: (screen: Screen) => void
  readonly onRetry: () => void
}) {
  const showStatistics = () => onScreen('statistics')
  switch (screen) {
    case 'loading':
      return <Loading />
    case 'failed':
      return <Unreachable onRetry={onRetry} />
    case 'first_start':
      return <FirstStart token={setupToken} onDone={showStatistics} />
    case 'sign_in':
    case 'ended':
      return <SignIn hasEnded={screen === 'ended'} onDone={showStatistics} />
    case 'statistics':
      return <StatisticsScreen onEnded={() => onScreen('ended')} />
    case 'account':
      return <AccountScreen onBack={showStatistics} onEnded={() => onScreen('ended')} />
    default:
      return screen satisfies never
  }
}
