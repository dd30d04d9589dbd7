import { describe, expect, test } from 'vitest'
import * as enContact from '../../../widget/text/en/contact.ts'
import * as enActs from '../../../widget/text/en/my-acts.ts'
import * as enData from '../../../widget/text/en/my-data.ts'
import * as enHeld from '../../../widget/text/en/my-held.ts'
import * as enMain from '../../../widget/text/en.ts'
import * as kkContact from '../../../widget/text/kk/contact.ts'
import * as kkActs from '../../../widget/text/kk/my-acts.ts'
import * as kkData from '../../../widget/text/kk/my-data.ts'
import * as kkHeld from '../../../widget/text/kk/my-held.ts'
import * as kkMain from '../../../widget/text/kk.ts'
import * as ruContact from '../../../widget/text/ru/contact.ts'
import * as ruActs from '../../../widget/text/ru/my-acts.ts'
import * as ruData from '../../../widget/text/ru/my-data.ts'
import * as ruHeld from '../../../widget/text/ru/my-held.ts'
import * as ruMain from '../../../widget/text/ru.ts'

type Texts = Readonly<Record<string, string>>

/** Every text of a language; those of the panels under their file's name. */
const join = (main: Texts, files: Readonly<Record<string, Texts>>): Texts => ({
  ...main,
  ...Object.fromEntries(
    Object.entries(files).flatMap(([file, texts]) =>
      Object.entries(texts).map(([name, text]) => [`${file}.${name}`, text]),
    ),
  ),
})
const kk = join(kkMain, { acts: kkActs, contact: kkContact, data: kkData, held: kkHeld })
const ru = join(ruMain, { acts: ruActs, contact: ruContact, data: ruData, held: ruHeld })
const en = join(enMain, { acts: enActs, contact: enContact, data: enData, held: enHeld })

const languages: Readonly<Record<string, Texts>> = { kk, ru, en }
const others: [string, Texts][] = [
  ['ru', ru],
  ['en', en],
]

const placeholders = (text = '') => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

describe.each(others)('widget text %s', (_language, texts) => {
  test('LG-01 has every text of the Kazakh one and no other', () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(kk).sort())
  })

  test('LG-02 has the same placeholders in each text', () => {
    for (const [name, text] of Object.entries(kk))
      expect(placeholders(texts[name]), name).toEqual(placeholders(text))
  })
})

describe.each(Object.entries(languages))('widget text %s', (language, texts) => {
  test('LG-01 leaves no text empty', () => {
    const empty = Object.entries(texts).filter(([, text]) => text.trim() === '')
    expect(empty).toEqual([])
  })

  test('LG-03 mixes no Latin and Cyrillic letters inside a word', () => {
    const words = Object.values(texts).flatMap((text) => text.match(/[\p{L}\p{M}]+/gu) ?? [])
    const mixed = words.filter((word) => /[A-Za-z]/.test(word) && /\p{Script=Cyrillic}/u.test(word))
    expect(mixed).toEqual([])
  })

  test('LG-03 is written in its own script', () => {
    const isCyrillic = (text: string) => /\p{Script=Cyrillic}/u.test(text)
    // A text may be all placeholders and names.
    const worded = Object.entries(texts).filter(([, text]) =>
      /\p{L}/u.test(text.replace(/\{\w+\}/g, '')),
    )
    const wrong = worded.filter(([, text]) => isCyrillic(text) !== (language !== 'en'))
    expect(wrong).toEqual([])
  })

  test('glues no letter to a placeholder, where vowel harmony would break', () => {
    const glued = Object.entries(texts).filter(([, text]) => /[\p{L}-]\{|\}[\p{L}-]/u.test(text))
    expect(glued).toEqual([])
  })
})
