import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { writeJson } from '../../../widget/page/write-json.ts'

/** Halves of a pair too. */
const codeUnit = fc.nat(0xffff).map((unit) => String.fromCharCode(unit))
/** What a body is made of. */
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: codeUnit }),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('any')),
    fc.dictionary(fc.string(), tie('any')),
  ),
})).any

const OWNERS: readonly object[] = [Array, String, Number, Date, Object].map((one) => one.prototype)

afterEach(() => {
  for (const owner of OWNERS) Reflect.deleteProperty(owner, 'toJSON')
})

describe('JSON written by the widget itself', () => {
  it('is read by everybody as what was written', () => {
    fc.assert(
      fc.property(value, (written) => {
        expect(JSON.parse(writeJson(written))).toEqual(JSON.parse(JSON.stringify(written)))
      }),
    )
  })

  it('is UTF-8 as it is: of an emoji cut in two each half stands by its number', () => {
    expect(writeJson(`\ud83d\n"\\`)).toBe('"\\ud83d\\u000a\\u0022\\u005c"')
    expect(writeJson('Қайырлы таң')).toBe('"Қайырлы таң"')
  })

  it('leaves out an entry that is undefined, and nothing else', () => {
    expect(writeJson({ a: undefined, b: null, c: false, d: 0, e: '' })).toBe(
      '{"b":null,"c":false,"d":0,"e":""}',
    )
  })

  it('is the same whatever toJSON a page gives lists, texts, numbers and objects, and whatever enumerable methods', () => {
    const body = { id: 'a', visits: [{ path: '/', durationMs: 1 }], purposes: { analytics: true } }
    const text = JSON.stringify(body)
    for (const owner of OWNERS)
      Object.assign(owner, { toJSON: () => 'another', enumerable: () => 'another' })
    const written = writeJson(body)
    for (const owner of OWNERS) Reflect.deleteProperty(owner, 'enumerable')
    expect(written).toBe(text)
  })
})
