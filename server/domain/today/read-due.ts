import type { DisclosureContent, ProcessorBody } from '../../contract/index.ts'
import { readBreaches } from '../breaches/breach.ts'
import { addDays, DAY_MS, dayOf, dayStartMs } from '../calendar/day.ts'
import { isAnnounced, type PolicyLibrary } from '../policy/policy.ts'
import { contentOf, type RegisterDeps, readLatest } from '../registers/register-line.ts'
import { referenceOfHold } from '../retention/present-retention.ts'
import type { DueFacts } from './due.ts'

/** Things of a kind that are read: a longer list would not help who reads it. */
const READ_AT_MOST = 500
/** Days for which a notice that was not given stays due. */
const NOTICE_DAYS = 366
/** A message is due on its third working day at the earliest, so one of yesterday is not examined. */
const MESSAGE_DAYS = 2
/** Days ahead for which holds are read. */
const HOLD_DAYS_AHEAD = 15

/** Dependencies for reading what is due. */
export interface DueDeps extends Pick<RegisterDeps, 'store' | 'clock' | 'site'> {
  readonly policies: PolicyLibrary
}

/** A person was told of a transfer: a further line of the disclosure says when. */
type Told = DisclosureContent & { readonly toldOn?: string }

async function readNotices({ store }: DueDeps, today: string): Promise<DueFacts['notices']> {
  const entries = await store.readNoticesDue(addDays(today, -NOTICE_DAYS), READ_AT_MOST)
  return entries.flatMap((entry) => {
    const { noticeDueOn, toldOn } = contentOf<Told>(entry)
    if (noticeDueOn === undefined || toldOn !== undefined) return []
    return [{ thread: entry.thread, dueOn: noticeDueOn }]
  })
}

async function readAgreements({ store }: DueDeps, today: string): Promise<DueFacts['agreements']> {
  return (await readLatest(store, 'processors')).flatMap((entry) => {
    const { confidentialityUntil: until, endedOn } = contentOf<ProcessorBody>(entry)
    const isOver = endedOn !== undefined && endedOn <= today
    return until === undefined || isOver ? [] : [{ thread: entry.thread, until }]
  })
}

async function readHolds({ store }: DueDeps, nowMs: number): Promise<DueFacts['holds']> {
  const held = await store.readHoldsByEnd(nowMs, READ_AT_MOST)
  const ending = held.filter(({ untilMs }) => untilMs < nowMs + HOLD_DAYS_AHEAD * DAY_MS)
  return Promise.all(
    ending.map(async (hold) => ({
      ...{ reference: await referenceOfHold(store, hold), untilMs: hold.untilMs },
    })),
  )
}

/** Reads what has to be done by a day. Every read looks into an index. */
export async function readDueFacts(deps: DueDeps): Promise<DueFacts> {
  const { store, clock, site, policies } = deps
  const nowMs = clock()
  const today = dayOf(nowMs, site.timeZone)
  const receivedBeforeMs = dayStartMs(addDays(today, -MESSAGE_DAYS), site.timeZone)
  return {
    requests: await store.readRequests('open', READ_AT_MOST),
    messages: await store.readUnanswered(receivedBeforeMs, nowMs, READ_AT_MOST),
    breaches: await readBreaches(deps),
    notices: await readNotices(deps, today),
    agreements: await readAgreements(deps, today),
    policies: policies.versions.filter((version) => isAnnounced(policies, version)),
    holds: await readHolds(deps, nowMs),
  }
}
