import { describe, expect, it } from 'vitest'
import type { RegisterEntry } from '../../../server/store/store.ts'
import type { OpenEach } from '../open-each.ts'
import { uuidV7 } from '../records.ts'
import { buildEntry, buildRestriction } from '../subject-records.ts'

/** What every store promises of finding the disclosures about a person. */
export function disclosureSuite(each: OpenEach) {
  const build = (subjects: unknown, change: Partial<RegisterEntry> = {}) => {
    const id = uuidV7()
    const content = JSON.stringify({ subjects })
    return buildEntry({ id, thread: id, register: 'disclosures', content, ...change })
  }
  const add = async (...given: Parameters<typeof build>) => {
    const entry = build(...given)
    expect(await each.store.addRegisterEntry(entry)).toBe('stored')
    return entry
  }
  const find = async (refs: readonly string[], after = 0, limit = 9) =>
    (await each.store.readDisclosures(refs, after, limit)).map(({ id }) => id)

  describe('disclosures about a person (DI-05)', () => {
    it('are found by each name, once, in the order of writing, and nobody else’s are', async () => {
      const [id, other] = [uuidV7(), uuidV7()]
      const first = await add(['K-22222222', id])
      await add([other])
      await add(['K-22222222'], { register: 'audit' })
      const second = await add([other, id, id])
      expect(await find([id, 'K-22222222'])).toEqual([first.id, second.id])
      expect(await find(['K-22222222'])).toEqual([first.id])
      expect(await find(['K-2222222', 'k-22222222', ''])).toEqual([])
      expect(await find([])).toEqual([])
      const [found] = await each.store.readDisclosures([id], 0, 1)
      expect(found).toEqual({ ...first, arrival: expect.any(Number) })
    })

    it('are read in pages', async () => {
      const lines = [await add(['a', 'b']), await add(['b']), await add(['a'])]
      const page = await each.store.readDisclosures(['a', 'b'], 0, 2)
      expect(page.map(({ id }) => id)).toEqual([lines[0]?.id, lines[1]?.id])
      expect(await find(['a', 'b'], page.at(-1)?.arrival, 2)).toEqual([lines[2]?.id])
    })

    it('count by the last line of their thread, also where that names somebody else', async () => {
      const { thread } = await add(['a'])
      const right = await add(['a'], { thread })
      // The same name in another register is another thread.
      await add(['a'], { thread, register: 'audit' })
      expect(await find(['a'])).toEqual([right.id])
      const moved = await add(['b'], { thread })
      expect(await find(['a'])).toEqual([])
      expect(await find(['b'])).toEqual([moved.id])
    })

    it('are found where another write has taken the line along, and not where it has taken nothing', async () => {
      const [first, second] = [build(['a']), build(['a'])]
      const restriction = buildRestriction()
      await each.store.addRestriction(restriction, { entries: [first] })
      await each.store.addRestriction(restriction, { entries: [second] })
      expect(await find(['a'])).toEqual([first.id])
      expect(await each.store.addRegisterEntry(build(['b'], { id: first.id }))).toBe('duplicate')
      expect(await find(['b'])).toEqual([])
    })

    it('name people in a list of texts alone; whatever else a line holds is stored and names nobody', async () => {
      for (const content of [
        'null',
        '[]',
        '"a"',
        'a',
        '',
        '{"subjects":"a"}',
        '{"subjects":{"a":"a"}}',
      ])
        await add([], { content })
      const mixed = await add([1, null, ['a'], 'b'])
      expect(await find(['a', '1', ''])).toEqual([])
      expect(await find(['b'])).toEqual([mixed.id])
      expect(await each.store.readRegister('disclosures', 0, 9)).toHaveLength(8)
    })
  })
}
