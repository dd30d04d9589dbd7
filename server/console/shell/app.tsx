import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language, Role } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { FirstStart } from '../session/first-start.tsx'
import { SignIn } from '../session/sign-in.tsx'
import { useAddress } from './address.ts'
import { onSessionEnd } from './call.ts'
import { readSession, readSite, signOut } from './calls.ts'
import { Header } from './header.tsx'
import { keepLanguage, LanguageContext } from './language.ts'
import { Loading } from './loading.tsx'
import { OpenScreen } from './open-screen.tsx'
import { Unreachable } from './problem.tsx'
import { RoleContext } from './role.ts'
import { Sidebar } from './sidebar.tsx'
import { SiteContext } from './site.ts'
import { loadTexts } from './texts.ts'

type State = 'loading' | 'failed' | 'first_start' | 'sign_in' | 'ended' | { readonly role: Role }

/** Until accounts have roles, whoever knows the password is the administrator. */
const SIGNED_IN: State = { role: 'administrator' }

/** The console: who is signed in, in which language, and the screen that the address names. */
export function App({
  setupToken,
  firstLanguage,
}: {
  readonly setupToken: string | undefined
  /** Its texts are loaded. */
  readonly firstLanguage: Language
}) {
  const [state, setState] = useState<State>('loading')
  const [language, setLanguage] = useState(firstLanguage)
  const main = useRef<HTMLElement>(null)
  const { path } = useAddress()
  const site = useAnswer(readSite, '')
  const isSignedIn = typeof state === 'object'

  const load = async () => {
    setState('loading')
    const answer = await readSession()
    if (answer.kind !== 'right') return setState('failed')
    if (!answer.value.isSetUp) return setState('first_start')
    setState(answer.value.isSignedIn ? SIGNED_IN : 'sign_in')
  }
  const leave = async () => {
    const answer = await signOut()
    setState(answer.kind === 'right' ? 'sign_in' : 'failed')
  }
  // Loaded first: a screen stays as it is, with what was typed into it. Where it cannot be loaded, the language stays.
  const speak = (next: Language) =>
    loadTexts(next).then(
      () => setLanguage(next),
      () => {},
    )

  useEffect(() => void load(), [])
  useEffect(() => onSessionEnd(() => setState((now) => (isOpen(now) ? 'ended' : now))), [])
  // Asked for from outside: an address with another language was pasted into the open console.
  useEffect(() => void (firstLanguage !== language && speak(firstLanguage)), [firstLanguage])
  useEffect(() => keepLanguage(language, isSignedIn), [language, isSignedIn])
  useEffect(() => {
    // What had the focus is gone, so it moves to the new screen, whose title takes it once it is there.
    if (state !== 'loading') main.current?.focus()
  }, [state, path])

  const own = { language, onLanguage: speak }
  return (
    <LanguageContext.Provider value={language}>
      <SiteContext.Provider value={site.answer?.kind === 'right' ? site.answer.value : undefined}>
        <div class={isSignedIn ? 'frame' : 'alone'}>
          {isSignedIn ? (
            <Sidebar {...own} role={state.role} path={path} onSignOut={leave} main={main} />
          ) : (
            <Header {...own} />
          )}
          <main ref={main} tabIndex={-1}>
            {isSignedIn ? (
              <RoleContext.Provider value={state.role}>
                <Answered awaited={site}>
                  {() => <OpenScreen path={path} role={state.role} />}
                </Answered>
              </RoleContext.Provider>
            ) : (
              <Closed
                state={state}
                setupToken={setupToken}
                onOpen={() => setState(SIGNED_IN)}
                onRetry={load}
              />
            )}
          </main>
        </div>
      </SiteContext.Provider>
    </LanguageContext.Provider>
  )
}

const isOpen = (state: State) => typeof state === 'object'

/** What is shown to who is not signed in. */
function Closed({
  state,
  setupToken,
  onOpen,
  onRetry,
}: {
  readonly state: Exclude<State, object>
  readonly setupToken: string | undefined
  readonly onOpen: () => void
  readonly onRetry: () => void
}) {
  switch (state) {
    case 'loading':
      return <Loading />
    case 'failed':
      return <Unreachable onRetry={onRetry} />
    case 'first_start':
      return <FirstStart token={setupToken} onDone={onOpen} />
    case 'sign_in':
    case 'ended':
      return <SignIn hasEnded={state === 'ended'} onDone={onOpen} />
    default:
      return state satisfies never
  }
}
