import { buildUuidV7 } from '../../server/domain/identifiers/uuid-v7.ts'
import type { Day } from './calendar.ts'
import type { Chance } from './chance.ts'
import type { School } from './school.ts'

/** The server, and what happens by chance. */
export interface World {
  readonly school: School
  readonly chance: Chance
}

/** What some people do on one day. Nothing happens after `untilMs`: the present, milliseconds since 1970 UTC. */
export type Life = (day: Day, untilMs: number) => Promise<void>

/** Returns an id as a browser makes one. @param atMs Default: now, by the school's clock. */
export const makeId = ({ school, chance }: World, atMs = school.nowMs): string =>
  buildUuidV7(atMs, chance.bytes(10))

/** Lets the clock go on to a moment; it never goes back. */
export function goOn({ school }: World, atMs: number): void {
  school.nowMs = Math.max(school.nowMs, atMs)
}
