import type { RefObject } from 'preact'
import { useEffect, useId, useState } from 'preact/hooks'
import type { Language, Role } from '../../contract/index.ts'
import { toHref } from './address.ts'
import { Brand, Languages } from './header.tsx'
import { type Screen, screensOf } from './screens.ts'
import { useSpeech } from './speech.ts'

/** The menu of who is signed in: a column beside the screen, on small screens behind a button. */
export function Sidebar({
  role,
  path,
  main,
  onSignOut,
  ...languages
}: {
  readonly role: Role
  readonly path: string
  readonly main: RefObject<HTMLElement>
  readonly onSignOut: () => void
  readonly language: Language
  readonly onLanguage: (language: Language) => void
}) {
  const { text } = useSpeech()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(false), [path])
  return (
    <header class={isOpen ? 'side is-open' : 'side'}>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        {text.skipToScreen}
      </button>
      <Brand />
      <button
        type="button"
        class="menu-button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {text.menu}
      </button>
      <div id={id} class="menu">
        <nav aria-label={text.menu}>
          {groupsOf(role).map((group) => (
            <ul key={group[0]?.group}>
              {group.map((screen) => (
                <Entry key={screen.path} screen={screen} path={path} />
              ))}
            </ul>
          ))}
        </nav>
        <Languages {...languages} />
        <button type="button" class="quiet" onClick={onSignOut}>
          {text.signOut}
        </button>
      </div>
    </header>
  )
}

/** Groups in the order of the menu. */
const GROUPS: readonly Screen['group'][] = ['daily', 'registers', 'site', 'own']

const groupsOf = (role: Role): Screen[][] => {
  const shown = screensOf(role)
  return GROUPS.map((name) => shown.filter(({ group }) => group === name)).filter(
    (group) => group.length > 0,
  )
}

function Entry({ screen, path }: { readonly screen: Screen; readonly path: string }) {
  const { text } = useSpeech()
  const isExact = path === screen.path
  const isCurrent = isExact || (screen.hasMore === true && path.startsWith(`${screen.path}/`))
  return (
    <li>
      <a
        href={toHref(screen.path)}
        aria-current={isCurrent ? (isExact ? 'page' : 'true') : undefined}
      >
        {text[screen.name]}
      </a>
    </li>
  )
}
