import type { MessagesResult, RequestsResult } from '../../server/contract/index.ts'
import { buildUuidV7 } from '../../server/domain/identifiers/uuid-v7.ts'
import type { Chance } from './chance.ts'
import type { Life } from './life.ts'
import { type Act, type Member, signIn } from './office.ts'
import { keepRegisters } from './register-keeping.ts'
import type { School } from './school.ts'

const DAY_MS = 86_400_000
const MORNING_MS = 10 * 3_600_000
/** Requests are answered when they are so old: within the term that the law gives. */
const REQUEST_AGE_MS = 1.5 * DAY_MS

const answer = 'Сәлеметсіз бе! Өтінішіңіз орындалды. Сұрағыңыз болса, осы нөмірмен бізге жазыңыз.'
const refusal = 'Деректер заң талабы бойынша сақталады, сондықтан қазір жоюға болмайды.'

/** What was answered by telephone is closed; what came today waits. */
async function closeMessages(act: Act, school: School): Promise<void> {
  const { messages } = await act<MessagesResult>('GET', '/messages?state=open&limit=50')
  for (const { reference, receivedAt } of messages)
    if (school.nowMs - Date.parse(receivedAt) > 0.6 * DAY_MS)
      await act('POST', `/messages/${reference}/close`, {})
}

/** Requests are carried out and answered; now and then one is refused. */
async function answerRequests(act: Act, school: School, chance: Chance): Promise<void> {
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
export function createStaff(
  school: School,
  chance: Chance,
  [head, operator]: readonly Member[],
): Life {
  let month = -1
  return async (dayMs, untilMs) => {
    const local = new Date(dayMs + 12 * 3_600_000)
    const isAtWork = [1, 3, 5].includes(local.getUTCDay()) && dayMs + MORNING_MS <= untilMs
    if (!isAtWork || !head || !operator) return
    school.nowMs = Math.max(school.nowMs, dayMs + MORNING_MS)
    const act = await signIn(school, operator)
    await closeMessages(act, school)
    await answerRequests(act, school, chance)
    if (month !== local.getUTCMonth()) {
      month = local.getUTCMonth()
      await keepRegisters(act, school, {
        month,
        makeId: () => buildUuidV7(school.nowMs, chance.bytes(10)),
      })
    }
    await act('DELETE', '/session')
  }
}
