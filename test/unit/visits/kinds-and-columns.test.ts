import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { describe, expect, test } from 'vitest'
import type { DataKindId } from '../../../server/contract/index.ts'
import { dataKindIds } from '../../../server/contract/words.ts'
import * as schema from '../../../server/store/sqlite/schema/visits.ts'
import type { DailyCount } from '../../../server/store/store.ts'
import * as en from '../../../widget/text/en.ts'
import * as kk from '../../../widget/text/kk.ts'
import * as ru from '../../../widget/text/ru.ts'

// What the settings say of each kind of data, held against what may be stored of a visit: whoever adds a column or a figure says
// here by which words a visitor was told of it.

/** Words that the sentence of a kind must have, in Kazakh, Russian and English. */
type Words = readonly [kk: string, ru: string, en: string]

const KEPT_IN_FULL: Words = ['Толық сақталатын', 'Полностью хранится', 'Kept in full']
const RETURNING: Words = ['Қайта келуші', 'возвращающихся посетителей', 'returning visitors']
const JOINED: Words = ['бір-бірімен байланыстыру', 'связать между собой', 'joined to another']
const HOURS: Words = ['Тәулік сағаттары', 'часам суток', 'hour of the day']
const ON_PAGE: Words = ['беттегі уақыт', 'времени на странице', 'time on a page']
const BROWSERS: Words = ['Браузерлер', 'браузеров', 'browsers']
const SYSTEMS: Words = ['операциялық жүйелер', 'операционных систем', 'operating systems']
const DEVICES: Words = ['құрылғы түрлері', 'типов устройств', 'types of device']
const COUNTED: Words = ['тек саналады', 'только подсчитывается', 'only counted']
const DAY: Words = ['тек күні сақталады', 'хранится только день', 'only the day is kept']

const COLUMNS: Readonly<Record<DataKindId, Readonly<Record<string, Words>>>> = {
  ip: { 'visits.address': KEPT_IN_FULL, 'visits.is_address_whole': KEPT_IN_FULL },
  browser: { 'visits.browser': BROWSERS, 'visits.os': SYSTEMS, 'visits.device': DEVICES },
  visit_time: {
    ...{ 'visits.seen_at_ms': HOURS, 'visits.duration_ms': ON_PAGE },
    // Kept without the kind, and said so in its sentence.
    'visits.day': DAY,
  },
  visitor_cookie: {
    'visits.consent_id': JOINED,
    ...{ 'visit_stretches.consent_id': JOINED, 'visit_stretches.id_start': JOINED },
    ...{ 'visit_stretches.day': JOINED, 'visit_stretches.visits': JOINED },
  },
}

/** Of every visit, whatever is granted: its own random id, counts, and what leads its person alone to it. */
const OF_EVERY_VISIT = [
  'visits.id',
  ...['daily_counts.day', 'daily_counts.measure', 'daily_counts.dimension'],
  ...['daily_counts.value', 'daily_counts.count'],
  ...['visit_keys.day', 'visit_keys.sealed_key'],
  ...['visit_places.day', 'visit_places.mark', 'visit_places.hidden_id'],
]

/** What visits are counted by; `none`: of every visit; `choice`: of consents and refusals, not of visits. */
const FIGURES: Readonly<
  Record<DailyCount['dimension'], readonly [DataKindId | 'none', Words] | 'choice'>
> = {
  ...{ purpose: 'choice', language: 'choice', policy_version: 'choice' },
  ...{ extent: 'choice', signal: 'choice', data_kind: 'choice' },
  ...{ all: ['none', COUNTED], page: ['none', COUNTED], referrer: ['none', COUNTED] },
  country: ['ip', ['Елдер', 'странам', 'by country']],
  network: ['ip', ['өз желіміз', 'нашей сети', 'our own network']],
  ...{ browser: ['browser', BROWSERS], os: ['browser', SYSTEMS], device: ['browser', DEVICES] },
  ...{ hour: ['visit_time', HOURS], duration: ['visit_time', ON_PAGE] },
  days_ago: ['visitor_cookie', RETURNING],
}

const LANGUAGES = { kk, ru, en }

/** The sentence beside a kind's switch; of `none` the one above all switches. */
const sentencesOf = (texts: typeof kk | typeof ru | typeof en) => ({
  none: texts.dataNone,
  ip: texts.dataIpDesc,
  browser: texts.dataBrowserDesc,
  visit_time: texts.dataVisitTimeDesc,
  visitor_cookie: texts.dataVisitorCookieDesc,
})

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

test('TR-01 every column that is stored of a visit belongs to one sentence of the settings, or to every visit', () => {
  const there = Object.values<unknown>(schema)
    .filter((one) => is(one, SQLiteTable))
    .flatMap((table) =>
      Object.keys(getTableColumns(table)).map((name) => `${getTableName(table)}.${snake(name)}`),
    )
  const told = dataKindIds.flatMap((id) => Object.keys(COLUMNS[id]))
  expect([...told, ...OF_EVERY_VISIT].toSorted()).toEqual(there.toSorted())
})

describe.each(['kk', 'ru', 'en'] as const)('TR-01 the settings in %s', (language) => {
  const at = Object.keys(LANGUAGES).indexOf(language)
  const sentences = sentencesOf(LANGUAGES[language])

  test.each(dataKindIds)('say of %s what may be stored of it', (id) => {
    for (const [column, words] of Object.entries(COLUMNS[id]))
      expect(sentences[id], column).toContain(words[at])
  })

  test('say for which kind each figure is, and promise none twice', () => {
    for (const [dimension, figure] of Object.entries(FIGURES)) {
      if (figure === 'choice') continue
      const [kind, words] = figure
      const saying = Object.entries(sentences).filter(([, text]) => text.includes(words[at] ?? ''))
      expect(
        saying.map(([id]) => id),
        dimension,
      ).toEqual([kind])
    }
  })
})
