import { describe, expect, test } from 'vitest'
import * as en from '../../../widget/text/en.ts'
import * as kk from '../../../widget/text/kk.ts'
import * as ru from '../../../widget/text/ru.ts'

/** Beginnings of words that stir, flatter, frighten or press (EDPB 03/2022, 'stirring'). */
const emotive = {
  kk: ['керемет', 'тамаша', 'үздік', 'өкініш', 'шұғыл', 'тегін', 'ұсынамыз', 'сенімді болыңыз'],
  ru: [
    'лучш',
    'отличн',
    'замечательн',
    'к сожалению',
    'жаль',
    'срочно',
    'бесплатн',
    'рекоменд',
    'удобн',
  ],
  en: [
    'best',
    'great',
    'love',
    'enjoy',
    'sorry',
    'unfortunately',
    'hurry',
    'free',
    'recommend',
    'awesome',
  ],
}
const languages = [
  ['kk', kk, emotive.kk],
  ['ru', ru, emotive.ru],
  ['en', en, emotive.en],
] as const

describe.each(languages)('widget text %s', (_language, texts, words) => {
  test('CB-13 has no exclamation mark', () => {
    expect(Object.entries(texts).filter(([, text]) => text.includes('!'))).toEqual([])
  })

  test('CB-13 has no emotive word', () => {
    const isEmotive = (text: string) =>
      words.some((word) => new RegExp(`(^|\\P{L})${word}`, 'iu').test(text))
    expect(Object.entries(texts).filter(([, text]) => isEmotive(text))).toEqual([])
  })

  test('CB-13 shouts no word but an abbreviation', () => {
    const shouted = Object.values(texts).flatMap((text) => text.match(/\p{Lu}{4,}/gu) ?? [])
    expect(shouted).toEqual([])
  })
})

test('CB-13 names accept and reject by one form of the verb', () => {
  expect([kk.bannerAccept, kk.bannerReject].map((text) => text.endsWith('у'))).toEqual([true, true])
  expect([ru.bannerAccept, ru.bannerReject].map((text) => /^\S+ть все$/.test(text))).toEqual([
    true,
    true,
  ])
  expect([en.bannerAccept, en.bannerReject].map((text) => /^\w+t all$/.test(text))).toEqual([
    true,
    true,
  ])
})

test('CB-14 says on the first layer that refusing is possible and costs nothing', () => {
  expect(kk.bannerBody).toContain('Бас тартсаңыз да, сайтты толық пайдалана аласыз')
  expect(ru.bannerBody).toContain('Если откажетесь, сайтом можно пользоваться полностью')
  expect(en.bannerBody).toContain('If you refuse, the whole site still works')
})
