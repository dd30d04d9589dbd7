import type { Language, MessageResult } from '../../server/contract/index.ts'
import { DAY_MS } from '../../server/domain/calendar/day.ts'
import { pickAddress, pickAgent } from './browsers.ts'
import { busyness, type Day, momentOf } from './calendar.ts'
import type { Chance } from './chance.ts'
import { goOn, type Life, makeId, type World } from './life.ts'

const MESSAGES_A_DAY = 0.9
/** Of those who wrote, so many ask about their data some days later. */
const ASKING = 0.1

const names = [
  ...['Айгүл Сәрсенова', 'Ерлан Жұмабаев', 'Динара Оспанова', 'Нұрлан Әбдіров', 'Гүлнар Сейтова'],
  ...['Марина Ким', 'Алексей Петров', 'Асель Нурланова', 'Тимур Ахметов', 'Жанна Беккер'],
]
const questions: Readonly<Record<Language, readonly string[]>> = {
  kk: [
    'Сәлеметсіз бе! Бірінші сыныпқа қабылдау қашан басталады және қандай құжаттар керек?',
    'Балам ауырып қалды, бүгін сабаққа бармайды. Сынып жетекшісіне жеткізіңізші.',
    'Асхана мәзірін қайдан көруге болады? Ұлымның тағамға аллергиясы бар.',
    'Ағылшын тілі үйірмесінде орын бар ма? 4-сынып.',
    'Мектеп автобусының маршруты өзгерді ме?',
  ],
  ru: [
    'Здравствуйте! Когда начинается приём в первый класс и какие нужны документы?',
    'Сколько стоит обучение в пятом классе и есть ли скидка на второго ребёнка?',
    'Можно ли перевести дочь к вам в середине года?',
    'Подскажите расписание консультаций перед экзаменами.',
  ],
  en: [
    'Hello! Do you accept students whose first language is English?',
    'Could we visit the school before the term begins?',
  ],
}
const kinds = ['deletion', 'information', 'correction', 'blocking', 'objection'] as const
const asked: Readonly<Record<(typeof kinds)[number], string>> = {
  deletion: 'Балам басқа мектепке ауысты. Біз туралы деректерді жойыңыз.',
  information: 'Мен туралы қандай деректер бар екенін білгім келеді.',
  correction: 'Телефон нөмірім өзгерді, түзетіңізші.',
  blocking: 'Хатымды тексеріп болғанша ешкімге көрсетпеңіз.',
  objection: 'Деректерімді өңдеуге қарсымын.',
}

/** Somebody who has written and may open the message again. */
interface Writer {
  readonly credential: string
  /** When they will ask about their data, milliseconds since 1970 UTC. */
  readonly askAtMs: number
}

/** Somebody writes to the school. Returns how the message is opened again. */
async function write(world: World): Promise<string> {
  const { school, chance } = world
  const language = chance.pick(['kk', 'kk', 'ru', 'ru', 'en'] as const)
  const number = String(1_000_000 + chance.below(8_999_999))
  const body = {
    ...{ id: makeId(world), name: chance.pick(names), language, consent: true },
    ...{ policyVersion: school.deps.policies.current.version },
    ...(chance.happens(0.8)
      ? { email: `parent${chance.below(400)}@example.kz` }
      : { phone: `+7 701 ${number.slice(0, 3)} ${number.slice(3, 5)} ${number.slice(5)}` }),
    message: chance.pick(questions[language]),
    sender: chance.happens(0.92) ? 'adult' : 'representative',
  }
  // A program of the school's own, such as its mail desk, needs no form's stamp.
  const { reference, code } = await school.send<MessageResult>('POST', '/v1/messages', body, {
    ...{ address: pickAddress(chance), origin: null },
    headers: { 'user-agent': pickAgent(chance) },
  })
  return `${reference}.${code}`
}

/** Somebody asks about their data. The message may have gone meanwhile, with what led to it. */
async function ask(world: World, credential: string): Promise<void> {
  const { school, chance } = world
  const kind = chance.pick(kinds)
  const response = await school.fetch(
    'POST',
    '/v1/me/requests',
    {
      ...{ id: makeId(world), kind, text: asked[kind] },
      scope: chance.happens(0.85) ? 'site' : 'other',
    },
    { address: pickAddress(chance), headers: { authorization: `Bearer ${credential}` } },
  )
  if (!response.ok && response.status !== 401)
    throw new Error(`POST /v1/me/requests: ${response.status} ${await response.text()}`)
}

/** Returns when somebody who wrote at a moment asks about their data; `undefined`: never. */
function askAtMs(atMs: number, untilMs: number, chance: Chance): number | undefined {
  // At the end some ask at once, so that the console has something to do.
  if (untilMs - atMs < 5 * DAY_MS) return chance.happens(0.8) ? atMs : undefined
  return chance.happens(ASKING) ? atMs + (2 + chance.below(40)) * DAY_MS : undefined
}

/** Returns the moments at which somebody writes on a day. */
function writingMoments(day: Day, chance: Chance): number[] {
  const expected = MESSAGES_A_DAY * busyness(day)
  const count = Math.floor(expected) + (chance.happens(expected % 1) ? 1 : 0)
  return Array.from({ length: count }, () => momentOf(day, chance.next()))
}

/** Those who write to the school, and ask about what they wrote. */
export function createWriters(world: World): Life {
  const { school, chance } = world
  const waiting = new Set<Writer>()
  return async (day, untilMs) => {
    for (const atMs of writingMoments(day, chance)) {
      if (atMs > untilMs) continue
      goOn(world, atMs)
      const credential = await write(world)
      const asking = askAtMs(atMs, untilMs, chance)
      if (asking !== undefined) waiting.add({ credential, askAtMs: asking })
    }
    for (const writer of waiting) {
      if (writer.askAtMs > school.nowMs) continue
      waiting.delete(writer)
      await ask(world, writer.credential)
    }
  }
}
