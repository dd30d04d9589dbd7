import type { JSX } from 'preact'
import type { Language, WidgetSite } from '../../../server/contract/index.ts'
import { Banner } from '../../../widget/ui/banner/banner.tsx'
import { ContactForm } from '../../../widget/ui/contact-form/contact-form.tsx'
import { Cookies } from '../../../widget/ui/cookies/cookies.tsx'
import { Placeholder } from '../../../widget/ui/placeholder/placeholder.tsx'
import type { UiHost } from '../../../widget/ui/props.ts'
import { ReopenButton } from '../../../widget/ui/ways-back/reopen-button.tsx'

/** What a click has done is noted under a name of its own. */
export type Note = (what: string) => void

const HOSTILE = '<b onclick="alert(1)">&"\'</b>'

const bannerOf = (
  language: Language,
  note: Note,
  more: { readonly reask?: 'time' | 'change'; readonly change?: string; readonly isGpc?: boolean },
) => {
  const site = { purposes: ['functional', 'analytics', 'external'] } as unknown as WidgetSite
  return Banner({
    host: {
      site: more.isGpc ? { ...site, isGpc: true } : site,
      language,
      server: 'https://consent.school.example',
      remembered: () => ({ reask: more.reask }),
    } as unknown as UiHost,
    onChoose: (isGranted) => note(isGranted ? 'accept' : 'reject'),
    onSettings: (opener) => note(`settings by ${opener.textContent}`),
    change: more.change,
  })
}

const placeholderOf = (language: Language, note: Note, isRuled: boolean) =>
  Placeholder({
    id: 'kelisim-placeholder-1',
    ...{ language, theme: 'auto', title: HOSTILE, words: `${HOSTILE} a` },
    preview: isRuled ? undefined : 'https://school.example/a.webp?a=1&b=2',
    onLoadOnce: isRuled ? undefined : () => note('once'),
    onAllow: () => note('always'),
  })

/** Every component that is drawn without Preact, in every state that it has. */
export const components = (language: Language, note: Note): Record<string, JSX.Element> => ({
  banner: bannerOf(language, note, {}),
  'banner that asks again': bannerOf(language, note, { reask: 'time' }),
  'banner under GPC': bannerOf(language, note, { isGpc: true }),
  'banner of a change': bannerOf(language, note, { reask: 'change', change: HOSTILE }),
  placeholder: placeholderOf(language, note, false),
  'placeholder where nobody is asked': placeholderOf(language, note, true),
  'contact form': ContactForm({
    language,
    server: 'https://consent.school.example',
    theme: 'dark',
  }),
  cookies: Cookies({
    language,
    site: { purposes: ['functional', 'analytics'], choiceDays: 365 } as unknown as WidgetSite,
  }),
  'settings button': ReopenButton({ language }),
})
