import { h } from 'preact'
import { useCallback, useEffect } from 'preact/hooks'
import type { Role } from '../../contract/index.ts'
import { ScreenTitle } from '../parts/screen-title.tsx'
import { go, toHref } from './address.ts'
import { ReachContext } from './role.ts'
import { findScreen } from './screens.ts'
import { useSpeech } from './speech.ts'

/** The screen of an address, or in words why there is none. The page's title is the screen's name, never what it shows. */
export function OpenScreen({ path, role }: { readonly path: string; readonly role: Role }) {
  const { text } = useSpeech()
  const found = findScreen(path, role)
  const name = found.kind === 'screen' ? text[found.screen.name] : undefined
  const home = found.kind === 'home' ? found.path : undefined
  const canOpen = useCallback(
    (address: string) => findScreen(address, role).kind === 'screen',
    [role],
  )
  useEffect(() => {
    document.title = name ? `${name} – ${text.consoleName}` : text.consoleName
  }, [name, text])
  useEffect(() => {
    if (home) go(toHref(home), { isReplaced: true })
  }, [home])
  if (found.kind === 'home') return null
  if (found.kind === 'screen')
    return (
      <ReachContext.Provider value={canOpen}>
        {h(found.screen.Shown, { key: found.screen.path, rest: found.rest })}
      </ReachContext.Provider>
    )
  return (
    <>
      <ScreenTitle title={found.kind === 'unknown' ? text.unknownTitle : text.forbiddenTitle} />
      <p>{found.kind === 'unknown' ? text.unknownText : text.forbiddenText}</p>
      <p>
        <a href={toHref('/')}>{text.toFirstScreen}</a>
      </p>
    </>
  )
}
