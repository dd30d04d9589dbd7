import type { MessagesResult, RequestsResult } from '../../server/contract/index.ts'
import { DAY_MS } from '../../server/domain/calendar/day.ts'
import { readDate } from './calendar.ts'
import { goOn, type Life, type World } from './life.ts'
import { type Act, type Member, signIn } from './office.ts'
import { keepRegisters } from './register-keeping.ts'

const MORNING_MS = 10 * 3_600_000
/** Requests are answered when they are so old: within the term that the law gives. */
const REQUEST_AGE_MS = 1.5 * DAY_MS

const answer = 'Сәлеметсіз бе! Өтінішіңіз орындалды. Сұрағыңыз болса, осы нөмірмен бізге жазыңыз.'
const refusal = 'Деректер заң талабы бойынша сақталады, сондықтан қазір жоюға болмайды.'

/** What was answered by telephone is closed; what came today waits. */
async function closeMessages(act: Act, { school }: World): Promise<void> {
  const { messages } = await act<MessagesResult>('GET', '/messages?state=open&limit=50')
  for (const { reference, receivedAt } of messages)
    if (school.nowMs - Date.parse(receivedAt) > 0.6 * DAY_MS)
      await act('POST', `/messages/${reference}/close`, {})
}

/** Requests are carried out and answered; now and then one is refused. */
async function answerRequests(act: Act, { school, chance }: World): Promise<void> {
  const { requests } = await act<RequestsResult>('GET', '/requests?state=open&limit=50')
  for (const { number, receivedAt, kind, scope } of requests) {
    if (school.nowMs - Date.parse(receivedAt) < REQUEST_AGE_MS) continue
    if (kind === 'deletion' && chance.happens(0.15)) {
      await act('POST', `/requests/${number}/refusal`, { reason: refusal })
      continue
    }
    await act('POST', `/requests/${number}/answer`, {
      text: answer,
      ...(scope === 'site' &&
        kind !== 'information' &&
        kind !== 'correction' && { carryOut: true }),
      ...(scope === 'other' && { identity: 'document' }),
    })
  }
}

/** The office works on three mornings a week. */
export function createStaff(world: World, operator: Member): Life {
  let lastMonth = -1
  return async (day, untilMs) => {
    const { month, weekday } = readDate(day)
    const morningMs = day.startMs + MORNING_MS
    if (![1, 3, 5].includes(weekday) || morningMs > untilMs) return
    goOn(world, morningMs)
    const act = await signIn(world.school, operator)
    await closeMessages(act, world)
    await answerRequests(act, world)
    if (month !== lastMonth) await keepRegisters(act, world, day)
    lastMonth = month
    await act('DELETE', '/session')
  }
}
