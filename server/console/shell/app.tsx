import { useEffect, useRef, useState } from 'preact/hooks'
import type { Language, Role, SessionResult } from '../../contract/index.ts'
import { Answered, useAnswer } from '../parts/answered.tsx'
import { FirstStart } from '../session/first-start.tsx'
import { SignIn } from '../session/sign-in.tsx'
import type { Tokens } from '../session/tokens.ts'
import { useAddress } from './address.ts'
import { onSessionEnd } from './call.ts'
import { readSession, readSite, signOut } from './calls.ts'
import { Header } from './header.tsx'
import { keepLanguage, LanguageContext } from './language.ts'
import { Loading } from './loading.tsx'
import { OpenScreen } from './open-screen.tsx'
import { Unreachable } from './problem.tsx'
import { RoleContext } from './role.ts'
import { createScreen } from './screen.tsx'
import { Sidebar } from './sidebar.tsx'
import { SiteContext } from './site.ts'
import { loadTexts } from './texts.ts'

/** How far this browser is signed in, once it is known. `hasEnded`: it was, and the session has expired. */
type State = 'loading' | 'failed' | (SessionResult & { readonly hasEnded?: boolean })

/** What is asked after the password: loaded only then. */
const StepsScreen = createScreen(
  async () => (await import('../session/steps/steps-screen.tsx')).StepsScreen,
)

/** The role of who may use the console; `undefined` before everything that is asked is done. */
const roleOf = (state: State): Role | undefined =>
  typeof state === 'object' && state.step === 'ready' ? (state.role ?? undefined) : undefined

/** The console: who is signed in, in which language, and the screen that the address names. */
export function App({
  tokens,
  firstLanguage,
}: {
  readonly tokens: Tokens
  /** Its texts are loaded. */
  readonly firstLanguage: Language
}) {
  const [state, setState] = useState<State>('loading')
  const [language, setLanguage] = useState(firstLanguage)
  const main = useRef<HTMLElement>(null)
  const { path } = useAddress()
  const site = useAnswer(readSite, '')
  const role = roleOf(state)
  const isSignedIn = role !== undefined

  const load = async () => {
    setState('loading')
    const answer = await readSession()
    setState(answer.kind === 'right' ? answer.value : 'failed')
  }
  const leave = async () => {
    const answer = await signOut()
    if (answer.kind !== 'right') return setState('failed')
    await load()
  }
  // Loaded first: a screen stays as it is, with what was typed into it. Where it cannot be loaded, the language stays.
  const speak = (next: Language) =>
    loadTexts(next).then(
      () => setLanguage(next),
      () => {},
    )

  useEffect(() => void load(), [])
  useEffect(() => onSessionEnd(() => setState(end)), [])
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
          {role ? (
            <Sidebar {...own} role={role} path={path} onSignOut={leave} main={main} />
          ) : (
            <Header {...own} />
          )}
          <main ref={main} tabIndex={-1}>
            {role ? (
              <RoleContext.Provider value={role}>
                <Answered awaited={site}>{() => <OpenScreen path={path} role={role} />}</Answered>
              </RoleContext.Provider>
            ) : (
              <Closed
                state={state}
                tokens={tokens}
                onSession={setState}
                onAgain={load}
                onLeave={leave}
              />
            )}
          </main>
        </div>
      </SiteContext.Provider>
    </LanguageContext.Provider>
  )
}

/** A session that is over: only who was signed in is told. */
const end = (state: State): State =>
  typeof state === 'object' && state.step !== 'none'
    ? { ...state, step: 'none', isSignedIn: false, role: null, hasEnded: true }
    : state

/** What is shown to who may not use the console yet. */
function Closed({
  state,
  tokens: { setup, invitation },
  onSession,
  onAgain,
  onLeave,
}: {
  readonly state: State
  readonly tokens: Tokens
  readonly onSession: (session: SessionResult) => void
  readonly onAgain: () => void
  readonly onLeave: () => void
}) {
  if (state === 'loading') return <Loading />
  if (state === 'failed') return <Unreachable onRetry={onAgain} />
  const { step, isSetUp, isSinglePassword, hasEnded = false } = state
  const steps = { invitation, onSession, onAgain, onLeave }
  if (!isSetUp) return <FirstStart token={setup} onDone={onSession} />
  if (step === 'none' && invitation !== undefined && !hasEnded)
    return <StepsScreen {...steps} step="invitation" />
  // Without a role nobody may use the console, whatever is done.
  if (step === 'none' || step === 'ready')
    return <SignIn {...{ hasEnded, isSinglePassword }} onDone={onSession} />
  return <StepsScreen {...steps} step={step} />
}
