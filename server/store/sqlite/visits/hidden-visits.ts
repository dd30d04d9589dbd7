import { and, asc, eq, lt, notExists, sql } from 'drizzle-orm'
import type { VisitHiding } from '../../store.ts'
import { StoreError } from '../../store-error.ts'
import type { Driver } from '../driver.ts'
import { type Database, value, valuesOf } from '../queries.ts'
import { type PrepareDriver, prepareInsert } from '../schema/insert-by-name.ts'
import { legalHolds } from '../schema/subjects.ts'
import { visitKeys, visitPlaces } from '../schema/visits.ts'
import { whenNeeded } from '../when-needed.ts'

/** Bytes of a visit's id, and of a mark. */
const ID_BYTES = 16
/** Maximum keys of days in memory. */
const KEYS_HELD = 100

/** Visits that must not be joined: finding one requires its consent and the key of its day. Called inside a write, or to read. */
export interface HiddenVisits {
  /** Returns whether an id is that of a hidden visit. */
  isHiddenId(id: string): boolean
  useHiding(hiding: VisitHiding): void
  /** Returns the days with hidden visits, oldest first. */
  days(): readonly string[]
  /** Returns how many visits of a consent are hidden on a day. */
  count(day: string, consentId: string): number
  /** Stores the place of a new visit. @param from the running number that is tried first. @returns the next one. */
  add(
    visit: { readonly day: string; readonly consentId: string; readonly id: string },
    from: number,
  ): number
  /** Returns the ids of a consent's visits of a day, in order. Some may be deleted already. */
  idsOf(day: string, consentId: string): readonly string[]
  /** Deletes up to `limit` places of a consent on a day, the last first. @returns the number deleted. */
  forgetPlaces(day: string, consentId: string, limit: number): number
  /**
   * Returns what is under a legal hold on the days before a given one: ids of visits and marks of places, as JSON lists of
   * hex digits.
   */
  listKept(
    beforeDay: string,
    nowMs: number,
  ): { readonly keptIds: string; readonly keptMarks: string }
  /** Destroys up to `limit` places of the days before a given one, and the keys of days without places. */
  destroyPlaces(due: { readonly beforeDay: string; readonly nowMs: number }, limit: number): number
  /** Called after a rollback: a key created in the transaction is not stored. */
  forget(): void
}

const isOfDay = eq(visitPlaces.day, value('day'))
const isPlace = and(isOfDay, eq(visitPlaces.mark, value('mark')))

const preparePlaces = (db: Database, prepareDriver: PrepareDriver) => {
  const first = sql`select ${visitPlaces.day}, ${visitPlaces.mark} from ${visitPlaces} where ${visitPlaces.day} < ${value('beforeDay')} and hex(${visitPlaces.mark}) not in (select value from json_each(${value('keptMarks')})) limit ${value('limit')}`
  const ofItsDay = db
    .select({ one: sql`1` })
    .from(visitPlaces)
    .where(eq(visitPlaces.day, visitKeys.day))
  return {
    find: prepareDriver(
      db
        .select({ hiddenId: sql`${visitPlaces.hiddenId}`.as('hiddenId') })
        .from(visitPlaces)
        .where(isPlace),
    ),
    insert: prepareInsert(
      prepareDriver,
      db.insert(visitPlaces).values(valuesOf(visitPlaces)).onConflictDoNothing(),
    ),
    remove: prepareDriver(db.delete(visitPlaces).where(isPlace)),
    days: db.select({ day: visitKeys.day }).from(visitKeys).orderBy(asc(visitKeys.day)).prepare(),
    findKey: db
      .select()
      .from(visitKeys)
      .where(eq(visitKeys.day, value('day')))
      .prepare(),
    insertKey: db.insert(visitKeys).values(valuesOf(visitKeys)).prepare(),
    holds: db
      .selectDistinct({ ref: legalHolds.ref })
      .from(legalHolds)
      .where(sql`${legalHolds.untilMs} > ${value('nowMs')}`)
      .prepare(),
    destroyPlaces: db
      .delete(visitPlaces)
      .where(sql`(${visitPlaces.day}, ${visitPlaces.mark}) in (${first})`)
      .prepare(),
    destroyKeys: db
      .delete(visitKeys)
      .where(and(lt(visitKeys.day, value('beforeDay')), notExists(ofItsDay)))
      .prepare(),
  }
}
type PlaceQueries = ReturnType<typeof preparePlaces>

/** Caches the keys of days when they are first needed. */
function createKeys(own: () => PlaceQueries) {
  const held = new Map<string, Uint8Array>()
  let hiding: VisitHiding | undefined
  const given = () => {
    if (!hiding) throw new StoreError('hideVisits', 'unavailable', 'no key of the days is at hand')
    return hiding
  }
  const hold = (day: string, key: Uint8Array) => {
    if (held.size >= KEYS_HELD) held.clear()
    held.set(day, key)
    return key
  }
  const find = (day: string): Uint8Array | undefined => {
    const known = held.get(day)
    if (known) return known
    const row = own().findKey.get({ day })
    return row && hold(day, given().openKey(day, row.sealedKey))
  }
  return {
    useHiding: (used: VisitHiding) => {
      hiding = used
    },
    find,
    findOrMake(day: string): Uint8Array {
      const found = find(day)
      if (found) return found
      const { key, sealed } = given().makeKey(day)
      own().insertKey.run({ day, sealedKey: sealed })
      return hold(day, key)
    },
    hide: (key: Uint8Array, text: string) => given().hide(key, text),
    forget: () => held.clear(),
  }
}

/** Masks or unmasks an id. */
const cover = (id: Uint8Array, mask: Uint8Array): Buffer =>
  Buffer.from(id.map((byte, at) => byte ^ (mask[at] ?? 0)))

/** Returns the first number for which `has` is false; `has` is true below it. */
function findEnd(has: (number: number) => boolean): number {
  let high = 1
  if (!has(0)) return 0
  while (has(high)) high *= 2
  let low = high / 2
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (has(middle)) low = middle
    else high = middle
  }
  return high
}

/** Finds places by consent and running number. */
function createPlaces(own: () => PlaceQueries, keys: ReturnType<typeof createKeys>) {
  function placeOf(key: Uint8Array, consentId: string, number: number) {
    const hash = keys.hide(key, `${consentId} ${number}`)
    return { mark: hash.subarray(0, ID_BYTES), mask: hash.subarray(ID_BYTES) }
  }
  const countWith = (key: Uint8Array, day: string, consentId: string) =>
    findEnd((number) => own().find.get(day, placeOf(key, consentId, number).mark) !== undefined)
  function placesOf(day: string, consentId: string) {
    const key = keys.find(day)
    const count = key ? countWith(key, day, consentId) : 0
    return Array.from({ length: count }, (_, number) => {
      const { mark, mask } = placeOf(key as Uint8Array, consentId, number)
      const { hiddenId } = own().find.get(day, mark) as { readonly hiddenId: Uint8Array }
      return { mark, id: cover(hiddenId, mask).toString('hex') }
    })
  }
  const days = () =>
    own()
      .days.all()
      .map(({ day }) => day)
  return {
    ...{ placeOf, placesOf, days },
    count(day: string, consentId: string) {
      const key = keys.find(day)
      return key ? countWith(key, day, consentId) : 0
    },
    listKept(beforeDay: string, nowMs: number) {
      const held = own().holds.all({ nowMs })
      const past = held.length > 0 ? days().filter((day) => day < beforeDay) : []
      const places = held.flatMap(({ ref }) => past.flatMap((day) => placesOf(day, ref)))
      return {
        keptIds: JSON.stringify(places.map(({ id }) => id)),
        keptMarks: JSON.stringify(
          places.map(({ mark }) => Buffer.from(mark).toString('hex').toUpperCase()),
        ),
      }
    },
  }
}

/** @see HiddenVisits */
export function createHiddenVisits({ db, prepare }: Pick<Driver, 'db' | 'prepare'>): HiddenVisits {
  const own = whenNeeded(() => preparePlaces(db, prepare))
  const keys = createKeys(own)
  const { placeOf, placesOf, days, count, listKept } = createPlaces(own, keys)
  return {
    isHiddenId: (id) => !id.includes('-'),
    useHiding: keys.useHiding,
    ...{ days, count, listKept },
    add({ day, consentId, id }, from) {
      const key = keys.findOrMake(day)
      // Another process may have taken the number.
      for (let number = from; ; number += 1) {
        const { mark, mask } = placeOf(key, consentId, number)
        const hiddenId = cover(Buffer.from(id, 'hex'), mask)
        if (own().insert({ day, mark, hiddenId }).changes > 0) return number + 1
      }
    },
    idsOf: (day, consentId) =>
      placesOf(day, consentId)
        .map(({ id }) => id)
        .sort(),
    forgetPlaces(day, consentId, limit) {
      const places = placesOf(day, consentId).reverse().slice(0, limit)
      for (const { mark } of places) own().remove.run(day, mark)
      return places.length
    },
    destroyPlaces({ beforeDay, nowMs }, limit) {
      const { keptMarks } = listKept(beforeDay, nowMs)
      const { changes } = own().destroyPlaces.run({ beforeDay, keptMarks, limit })
      if (changes < limit) own().destroyKeys.run({ beforeDay })
      return changes
    },
    forget: keys.forget,
  }
}
