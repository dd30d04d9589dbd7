import type { Language } from '../../server/contract/index.ts'
import { DAY_MS } from '../../server/domain/calendar/day.ts'
import { pickAddress, pickAgent } from './browsers.ts'
import { busyness, momentOf } from './calendar.ts'
import { goOn, type Life, makeId, type World } from './life.ts'
import type { School } from './school.ts'

const VISITORS_A_DAY = 34
/** Visitors of one moment: what they send shares a commit. */
const AT_ONCE = 12

const languages: readonly Language[] = ['kk', 'kk', 'kk', 'ru', 'ru', 'en']
const pages = [
  ...['/', '/', '/', '/news', '/news', '/admissions', '/admissions', '/timetable'],
  ...['/teachers', '/contact', '/news/olympiad', '/news/nauryz', '/canteen', '/gallery'],
]
const referrers = ['www.google.com', 'yandex.kz', 'www.instagram.com', 'egov.kz', 'bilimland.kz']

/** A visitor who has granted something and comes back. */
interface Guest {
  readonly id: string
  readonly secret: string
  readonly address: string
  readonly agent: string
  readonly language: Language
  readonly kinds: Readonly<Record<'ip' | 'browser' | 'visit_time' | 'visitor_cookie', boolean>>
  /** Whether it granted analytics: else none of its visits is sent. */
  readonly isCounted: boolean
  readonly sinceMs: number
}

const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')
/** The start of a day in UTC, as the widget writes it where the visit's time was not granted. */
const utcDayStart = (atMs: number): number => Math.floor(atMs / DAY_MS) * DAY_MS

const policyVersionOf = ({ deps }: School): string => deps.policies.current.version

/** Somebody refuses; some of them by Global Privacy Control. */
function refuse({ school, chance }: World, language: Language): Promise<unknown> {
  const gpc = chance.happens(0.12) && { 'sec-gpc': '1' }
  return school.send(
    'POST',
    '/v1/refusals',
    { policyVersion: policyVersionOf(school), language },
    { address: pickAddress(chance), headers: { 'user-agent': pickAgent(chance), ...gpc } },
  )
}

/** Somebody grants everything, or a part. */
async function grant(world: World, language: Language): Promise<Guest> {
  const { school, chance } = world
  const isAll = chance.happens(0.62)
  const isCounted = isAll || chance.happens(0.6)
  const kind = () => isCounted && (isAll || chance.happens(0.55))
  const guest: Guest = {
    ...{ id: makeId(world), secret: base64url(chance.bytes(32)) },
    ...{ address: pickAddress(chance), language, agent: pickAgent(chance) },
    ...{ isCounted, sinceMs: school.nowMs },
    kinds: { ip: kind(), browser: kind(), visit_time: kind(), visitor_cookie: kind() },
  }
  const body = {
    ...{ id: guest.id, secret: guest.secret, language, policyVersion: policyVersionOf(school) },
    notice: school.deps.notices[language]?.slice(0, 16),
    purposes: { analytics: isCounted, external: isAll || !isCounted || chance.happens(0.4) },
    dataKinds: guest.kinds,
    surface: isAll ? 'banner' : chance.pick(['settings', 'settings', 'placeholder']),
    gpcAtChoice: false,
  }
  const headers = { 'user-agent': guest.agent }
  await school.send('POST', '/v1/consents', body, { address: guest.address, headers })
  return guest
}

/** A guest views some pages. */
async function lookAround(world: World, guest: Guest): Promise<void> {
  const { school, chance } = world
  if (!guest.isCounted) return
  const visits = Array.from({ length: 1 + chance.below(4) }, (_, index) => ({
    id: makeId(world, guest.kinds.visit_time ? school.nowMs + index : utcDayStart(school.nowMs)),
    path: chance.pick(pages),
    ...(index === 0 && chance.happens(0.4) && { referrerHost: chance.pick(referrers) }),
    ...(guest.kinds.visit_time && { durationMs: 4_000 + chance.below(150_000) }),
  }))
  const headers = { 'user-agent': guest.agent }
  const body = { consentId: guest.id, visits }
  await school.send('POST', '/v1/visits', body, { address: guest.address, headers })
}

function withdraw(world: World, { id, secret, address }: Guest): Promise<unknown> {
  const headers = { authorization: `Bearer ${secret}` }
  const body = { id: makeId(world) }
  return world.school.send('POST', `/v1/consents/${id}/withdrawal`, body, { address, headers })
}

/** The visitors of a year. */
export function createVisitors(world: World): Life {
  const { school, chance } = world
  const guests: Guest[] = []
  /** Those who withdraw once what they have sent in the same moment is answered. */
  const leaving = new Set<Guest>()

  const come = async () => {
    if (guests.length > 20 && chance.happens(0.45)) {
      // Who came lately comes again.
      const guest = guests[guests.length - 1 - chance.below(Math.min(guests.length, 120))]
      if (!guest) return
      const isTired = school.nowMs - guest.sinceMs > 30 * DAY_MS
      if (chance.happens(isTired ? 0.03 : 0.006)) leaving.add(guest)
      else await lookAround(world, guest)
      return
    }
    const language = chance.pick(languages)
    if (chance.happens(0.36)) return void (await refuse(world, language))
    const guest = await grant(world, language)
    guests.push(guest)
    await lookAround(world, guest)
  }

  return async (day, untilMs) => {
    const count = Math.round(VISITORS_A_DAY * busyness(day) * (0.75 + chance.next() * 0.5))
    const moments = Array.from({ length: count }, () => momentOf(day, chance.next()))
    moments.sort((a, b) => a - b)
    for (let first = 0; first < count; first += AT_ONCE) {
      const atMs = moments[first] ?? day.startMs
      if (atMs > untilMs) break
      goOn(world, atMs)
      await Promise.all(moments.slice(first, first + AT_ONCE).map(come))
      for (const guest of leaving) {
        guests.splice(guests.indexOf(guest), 1)
        await withdraw(world, guest)
      }
      leaving.clear()
    }
  }
}
