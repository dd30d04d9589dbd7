import type { HealthLine, Language } from '../../contract/index.ts'
import { Panel } from '../parts/panel.tsx'
import { formatDecimal, formatInstant, formatNumber } from '../parts/value/format.ts'
import { type Standing, StateBadge } from '../parts/value/state-badge.tsx'
import { toHref } from '../shell/address.ts'
import { useLanguage } from '../shell/language.ts'
import { useReach } from '../shell/role.ts'
import { useSite } from '../shell/site.ts'
import { fill } from '../text/fill.ts'
import { useTexts } from './speech.ts'
import type { TodayTexts } from './text/kk.ts'

const GIGABYTE = 1e9
const STANDINGS: Readonly<Record<HealthLine['state'], Standing>> = {
  ok: 'done',
  attention: 'attention',
  broken: 'late',
}

/** Screens on which it is done. */
const PLACES: Readonly<Partial<Record<Exclude<HealthLine['remedy'], null>, string>>> = {
  put_tag_on_pages: '/site',
  check_banner: '/site',
  wait_for_first_consent: '/site',
  verify_now: '/proof',
  ledger_broken: '/proof',
  run_retention: '/storage',
}

/** One line for each part of the system: that it works, or what to do. */
export function Health({ lines }: { readonly lines: readonly HealthLine[] }) {
  const text = useTexts()
  const isAllGood = lines.every(({ state }) => state === 'ok')
  return (
    <Panel title={text.healthTitle}>
      {isAllGood && <p>{text.allGood}</p>}
      <ul class="health">
        {lines.map((line) => (
          <Line key={line.name} line={line} />
        ))}
      </ul>
    </Panel>
  )
}

function Line({ line }: { readonly line: HealthLine }) {
  const text = useTexts()
  const language = useLanguage()
  const { timeZone } = useSite()
  const canOpen = useReach()
  const { name, state, remedy } = line
  const place = remedy ? PLACES[remedy] : undefined
  return (
    <li>
      <b>{text[name]}</b>
      <StateBadge standing={STANDINGS[state]}>{text[state]}</StateBadge>
      <p class="hint">{factsOf(line, { text, language, timeZone })}</p>
      {remedy && (
        <p class="remedy">
          {text[remedy]} {place && canOpen(place) && <a href={toHref(place)}>{text.goThere}</a>}
        </p>
      )}
    </li>
  )
}

interface Speech {
  readonly text: TodayTexts
  readonly language: Language
  readonly timeZone: string
}

/** When it last happened, and the figure it has. */
function factsOf({ name, at, amount }: HealthLine, { text, language, timeZone }: Speech): string {
  const when = at === null ? '' : formatInstant(at, language, timeZone)
  const n = formatNumber(amount ?? 0, language)
  const happened = when ? fill(text.last, { when }) : text.never
  if (name === 'pages') return fill(text.pagesToday, { n })
  if (name === 'disk')
    return fill(text.freeRoom, { n: formatDecimal((amount ?? 0) / GIGABYTE, language) })
  if (name === 'signing_key') return when ? fill(text.since, { when }) : text.never
  return name === 'mail' ? fill(text.mailsWaiting, { n }) : happened
}
