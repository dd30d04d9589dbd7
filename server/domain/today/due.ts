import type { DueItem } from '../../contract/index.ts'
import { addDays, dayOf, dayStartMs } from '../calendar/day.ts'
import { countWorkingDays, dueOn, type WorkingCalendar } from '../calendar/working-days.ts'

/** Working days after which a message without an answer is due. */
const MESSAGE_WORKING_DAYS = 3
/** Days before its end from which the end of an agreement is due: a new one must be negotiated. */
const AGREEMENT_DAYS = 30
/** Days before its end from which the end of a legal hold is due: whoever needs it longer must say so. */
const HOLD_DAYS = 14
/** `soon`: within so many working days. */
const SOON_WORKING_DAYS = 3

/** What the registers, messages and policies say that concerns a day. References only. */
export interface DueFacts {
  readonly requests: readonly { readonly number: string; readonly dueOn: string }[]
  readonly messages: readonly { readonly reference: string; readonly receivedAtMs: number }[]
  readonly breaches: readonly {
    readonly thread: string
    readonly dueOn: string
    readonly state: string
  }[]
  readonly notices: readonly { readonly thread: string; readonly dueOn: string }[]
  readonly agreements: readonly { readonly thread: string; readonly until: string }[]
  readonly policies: readonly { readonly version: string; readonly effectiveOn: string }[]
  /** `reference`: number of the message, or id of the consent record. */
  readonly holds: readonly { readonly reference: string; readonly untilMs: number }[]
}

type Wanted = Pick<DueItem, 'kind' | 'reference' | 'dueOn' | 'address'> & {
  readonly dueAt?: string
}

const stateOf = (dueDay: string, today: string, left: number): DueItem['state'] => {
  if (dueDay < today) return 'overdue'
  if (left === 0) return 'today'
  return left <= SOON_WORKING_DAYS ? 'soon' : 'later'
}

const listRegisters = (
  { breaches, notices, agreements }: DueFacts,
  { today, timeZone }: { readonly today: string; readonly timeZone: string },
): readonly Wanted[] => [
  ...breaches
    .filter(({ state }) => state === 'open')
    .map((one) => ({
      ...{ kind: 'breach_authority' as const, reference: one.thread, dueOn: one.dueOn },
      dueAt: new Date(dayStartMs(addDays(one.dueOn, 1), timeZone)).toISOString(),
      address: `/breaches/${one.thread}`,
    })),
  ...notices.map((one) => ({
    ...{ kind: 'transfer_notice' as const, reference: one.thread, dueOn: one.dueOn },
    address: `/registers/disclosures/${one.thread}`,
  })),
  ...agreements
    .filter(({ until }) => until <= addDays(today, AGREEMENT_DAYS))
    .map(({ thread, until }) => ({
      ...{ kind: 'confidentiality' as const, reference: thread, dueOn: until },
      address: `/registers/processors/${thread}`,
    })),
]

const listPeople = (
  { requests, messages }: DueFacts,
  { today, calendar }: { readonly today: string; readonly calendar: WorkingCalendar },
): readonly Wanted[] => [
  ...requests.map((one) => ({
    ...{ kind: 'request' as const, reference: one.number, dueOn: one.dueOn },
    address: `/requests/${one.number}`,
  })),
  ...messages
    .map(({ reference, receivedAtMs }) => ({
      ...{ kind: 'message' as const, reference, address: `/messages/${reference}` },
      dueOn: dueOn(receivedAtMs, MESSAGE_WORKING_DAYS, calendar),
    }))
    .filter((one) => one.dueOn <= today),
]

const listOthers = (
  { policies, holds }: DueFacts,
  { today, timeZone }: { readonly today: string; readonly timeZone: string },
): readonly Wanted[] => [
  ...policies.map(({ version, effectiveOn }) => ({
    ...{ kind: 'policy' as const, reference: version, dueOn: effectiveOn, address: '/policy' },
  })),
  ...holds
    .map(({ reference, untilMs }) => ({
      ...{ kind: 'legal_hold' as const, reference, dueOn: dayOf(untilMs, timeZone) },
      ...{ dueAt: new Date(untilMs).toISOString(), address: '/storage' },
    }))
    .filter((one) => one.dueOn <= addDays(today, HOLD_DAYS)),
]

/**
 * Returns everything that has to be done by a day, the soonest due first.
 *
 * @param nowMs milliseconds since 1970 UTC.
 */
export function listDue(
  facts: DueFacts,
  { nowMs, calendar }: { readonly nowMs: number; readonly calendar: WorkingCalendar },
): readonly DueItem[] {
  const { timeZone } = calendar
  const today = dayOf(nowMs, timeZone)
  const wanted = [
    ...listPeople(facts, { today, calendar }),
    ...listRegisters(facts, { today, timeZone }),
    ...listOthers(facts, { today, timeZone }),
  ]
  return wanted
    .map(({ kind, reference, dueOn: dueDay, dueAt = null, address }) => {
      const left = countWorkingDays(today, dueDay, calendar)
      const state = stateOf(dueDay, today, left)
      return { kind, reference, dueOn: dueDay, dueAt, workingDaysLeft: left, state, address }
    })
    .toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : Number(one.dueOn > other.dueOn)))
}
