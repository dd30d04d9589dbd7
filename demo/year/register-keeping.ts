import type { MessagesResult } from '../../server/contract/index.ts'
import { addDays } from '../../server/domain/calendar/day.ts'
import { type Day, readDate } from './calendar.ts'
import { makeId, type World } from './life.ts'
import type { Act } from './office.ts'

/** What the office writes into its registers in a month: papers signed, data handed out, a breach in spring. */
export async function keepRegisters(act: Act, world: World, day: Day): Promise<void> {
  const { month } = readDate(day)
  const today = day.date
  const write = <Answer>(register: string, body: object) =>
    act<Answer>('POST', `/registers/${register}`, { id: makeId(world), ...body })
  const number = `${month + 1}-${today.slice(0, 4)}`
  await write('paper-consents', {
    ...{ date: today, number: `КФ-${number}`, keptAt: 'Кеңсе, 2-сейф' },
    purpose: 'Оқушының суретін мектеп сайтында жариялау',
  })
  if (month % 6 === 0)
    await write('processors', {
      ...{ name: 'Деректер орталығы ЖШС', country: 'KZ', purpose: 'Серверді орналастыру' },
      ...{ contractNumber: `Ш-${number}`, contractDate: today, confidentialityDate: today },
      confidentialityUntil: addDays(today, 400),
    })
  const [message] = (await act<MessagesResult>('GET', '/messages?limit=1')).messages
  if (month % 4 === 1 && message)
    await write('disclosures', {
      ...{ ground: 'authority_request', authority: 'Білім басқармасы' },
      ...{ requestNumber: `Б-${number}`, legalNorm: 'Білім туралы заң, 5-бап' },
      ...{ date: today, recipient: 'Білім басқармасы', disclosedBy: 'Кеңсе меңгерушісі' },
      ...{ documentNumber: `Х-${number}`, documentDate: today, dataCategories: ['name', 'phone'] },
      subjects: [message.reference],
    })
  if (month === 4) await breach(write, act, world.school.nowMs)
}

/** A letter went to the wrong address: written down, the authority told on the same day, closed. */
async function breach(
  write: <Answer>(register: string, body: object) => Promise<Answer>,
  act: Act,
  nowMs: number,
): Promise<void> {
  const facts = {
    discoveredAt: new Date(nowMs - 3_600_000).toISOString(),
    nature: 'Бір ата-анаға арналған хат басқа мекенжайға жіберілді',
    ...{ dataCategories: ['name', 'message'], people: 1 },
    measures: 'Хат қайтарып алынды, алушы оны жойғанын растады',
  }
  const { thread } = await write<{ thread: string }>('breaches', facts)
  for (const state of ['notified', 'closed'])
    await act('POST', `/registers/breaches/${thread}`, { ...facts, state })
}
