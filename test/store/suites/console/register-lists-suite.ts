import { describe, expect, it } from 'vitest'
import type { RegisterEntry, RegisterRange } from '../../../../server/store/store.ts'
import type { OpenEach } from '../../open-each.ts'
import { uuidV7 } from '../../records.ts'
import { buildEntry } from '../../subject-records.ts'

/** What every store promises of listing a register by time, and of finding a line by a number. */
export function registerListSuite(each: OpenEach) {
  const add = async (atMs: number, content: object = {}, change: Partial<RegisterEntry> = {}) => {
    const id = uuidV7()
    const text = JSON.stringify(content)
    const given = { id, thread: id, register: 'paper_consents', content: text, atMs, ...change }
    const entry = buildEntry(given as RegisterEntry)
    expect(await each.store.addRegisterEntry(entry)).toBe('stored')
    return entry
  }
  const list = (range: Partial<RegisterRange> = {}, limit = 9) =>
    each.store.listRegister({ register: 'paper_consents', order: 'newest', ...range }, limit)
  const idsOf = async (...given: Parameters<typeof list>) =>
    (await list(...given)).map(({ id }) => id)
  const count = (range: Partial<RegisterRange> = {}, atMost = 9) =>
    each.store.countRegister({ register: 'paper_consents', ...range }, atMost)

  describe('the list of a register', () => {
    it('goes by time and, at one moment, by writing, in both orders, from any line on', async () => {
      const late = await add(30)
      const [one, two] = [await add(20), await add(20)]
      const early = await add(10)
      await add(20, {}, { register: 'audit' })
      const newest = [late.id, two.id, one.id, early.id]
      expect(await idsOf()).toEqual(newest)
      expect(await idsOf({ order: 'oldest' })).toEqual(newest.toReversed())
      for (const order of ['newest', 'oldest'] as const) {
        const whole = await list({ order })
        for (const [index, after] of whole.entries())
          expect(await idsOf({ order, after }, 2)).toEqual(
            whole.slice(index + 1, index + 3).map(({ id }) => id),
          )
      }
      expect(await count()).toBe(4)
    })

    it('of a period has its first moment and not the one after its last', async () => {
      const lines = [await add(10), await add(20), await add(30)]
      const period = { fromMs: 10, beforeMs: 30 }
      const ids = [lines[0]?.id, lines[1]?.id]
      expect(await idsOf({ order: 'oldest', ...period })).toEqual(ids)
      expect(await idsOf(period)).toEqual(ids.toReversed())
      const [first] = await list({ order: 'oldest', ...period })
      expect(await idsOf({ order: 'oldest', after: first, ...period })).toEqual([ids[1]])
      expect(await count(period)).toBe(2)
      expect(await idsOf({ fromMs: 31 })).toEqual([])
    })

    it('counts no further than it is asked to', async () => {
      for (const atMs of [1, 2, 3]) await add(atMs)
      expect(await count({}, 2)).toBe(2)
      expect(await count({ search: 'none' })).toBe(0)
    })

    it('finds lines by id, thread, number and reference as a whole, and those of no other register', async () => {
      const first = await add(1, { number: '3/2026', purpose: 'photographs' })
      const right = await add(2, { number: 'B-4' }, { thread: first.thread })
      const destroyed = { number: 'D-22222222', refs: ['K-22222222', 7] }
      const gone = await add(3, destroyed, { register: 'destructions' })
      const told = { documentNumber: '14/2026', breach: first.id, subjects: ['K-33333333'] }
      const disclosed = await add(4, told, { register: 'disclosures' })
      const given = { action: 'data.export', number: '3/2026' }
      const exported = await add(5, given, { register: 'audit', thread: 'thing' })
      expect(await idsOf({ search: '3/2026' })).toEqual([first.id])
      expect(await idsOf({ search: 'b-4' })).toEqual([right.id])
      expect(await idsOf({ search: right.id })).toEqual([right.id])
      expect(await idsOf({ search: first.thread })).toEqual([right.id, first.id])
      expect(await count({ search: first.thread, fromMs: 2 })).toBe(1)
      for (const search of ['3', '3/20266', 'photographs', '', 'D-22222222', 'K-33333333'])
        expect([search, await idsOf({ search })]).toEqual([search, []])
      const findIn = (register: RegisterRange['register'], search: string) =>
        idsOf({ register, search })
      for (const search of ['D-22222222', 'K-22222222'])
        expect(await findIn('destructions', search)).toEqual([gone.id])
      for (const search of ['14/2026', first.id, 'K-33333333'])
        expect(await findIn('disclosures', search)).toEqual([disclosed.id])
      for (const search of ['data.export', 'thing'])
        expect(await findIn('audit', search)).toEqual([exported.id])
      expect(await findIn('audit', '3/2026')).toEqual([])
    })

    it('shows a line whose content is no object, which nothing finds but its id', async () => {
      for (const content of ['null', '[]', 'x', '', '"number"'])
        await add(1, {}, { content, thread: 'odd' })
      expect(await list()).toHaveLength(5)
      expect(await idsOf({ search: 'number' })).toEqual([])
      expect(await count({ search: 'odd' })).toBe(5)
    })
  })
  describe('a line that is added on a condition', () => {
    const build = (content: object, change: Partial<RegisterEntry> = {}) => {
      const id = uuidV7()
      const text = JSON.stringify(content)
      const given = {
        id,
        thread: id,
        register: 'paper_consents',
        content: text,
        atMs: 1,
        ...change,
      }
      return buildEntry(given as RegisterEntry)
    }

    it('is refused where the thread has another last line, and nothing of it is written', async () => {
      const first = await add(1)
      const { thread } = first
      const [one, two] = [build({}, { thread }), build({}, { thread })]
      const along = build({}, { register: 'audit' })
      const seen = { lastId: first.id }
      expect(await each.store.addRegisterEntry(one, {}, seen)).toBe('stored')
      expect(await each.store.addRegisterEntry(two, { entries: [along] }, seen)).toBe('overtaken')
      expect(await each.store.addRegisterEntry(one, { entries: [along] }, seen)).toBe('duplicate')
      expect(await idsOf({ order: 'oldest' })).toEqual([first.id, one.id])
      expect(await idsOf({ register: 'audit' })).toEqual([])
      expect(await each.store.addRegisterEntry(two, {}, { lastId: one.id })).toBe('stored')
      const none = build({})
      expect(await each.store.addRegisterEntry(none, {}, { lastId: one.id })).toBe('overtaken')
    })

    it('is refused where its number is another thread’s, until that is corrected to another number', async () => {
      const other = await add(1, { number: 'A-1' })
      await add(1, { number: 'B-1' }, { register: 'destructions' })
      const own = build({ number: 'a-1' })
      expect(await each.store.addRegisterEntry(own, {}, { ownNumber: 'a-1' })).toBe('taken')
      const free = build({ number: 'B-1' })
      expect(await each.store.addRegisterEntry(free, {}, { ownNumber: 'B-1' })).toBe('stored')
      const again = build({ number: 'B-1' }, { thread: free.thread })
      expect(await each.store.addRegisterEntry(again, {}, { ownNumber: 'B-1' })).toBe('stored')
      const right = build({ number: 'A-2' }, { thread: other.thread })
      expect(await each.store.addRegisterEntry(right, {}, { ownNumber: 'A-2' })).toBe('stored')
      expect(await each.store.addRegisterEntry(own, {}, { ownNumber: 'a-1' })).toBe('stored')
    })
  })
}
