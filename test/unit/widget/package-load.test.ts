import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { load } from '../../../widget/package/load.ts'

const SRC = 'https://consent.school.example/widget.js'

/** As much of a script element as the package asks for. */
class Script extends EventTarget {
  src = ''
  async = false
  dataset: Record<string, string> = {}
  remove() {
    scripts = scripts.filter((script) => script !== this)
  }
}

let scripts: Script[] = []
beforeEach(() => {
  scripts = []
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', {
    baseURI: 'https://school.example/',
    readyState: 'interactive',
    createElement: () => new Script(),
    head: { append: (script: Script) => void scripts.push(script) },
    get scripts() {
      return scripts
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

const fail = (script = scripts[0]) => script?.dispatchEvent(new Event('error'))

/** The widget starts in the page, as the first script that comes does. */
function start() {
  const page = window as unknown as { kelisim: unknown }
  const waiting = page.kelisim as ((kelisim: unknown) => void)[]
  page.kelisim = {
    choose: () => {},
    push: (callback: (kelisim: unknown) => void) => callback('it'),
  }
  for (const callback of waiting) callback('it')
}
const come = (script = scripts[0]) => script?.dispatchEvent(new Event('load'))

/** A tag that the page has in its own source. */
function addOwnTag() {
  const tag = new Script()
  tag.src = SRC
  tag.dataset = { lang: 'kk' }
  scripts.push(tag)
  return tag
}

/** The page has loaded, with everything that was in it. */
function complete() {
  Object.assign(document, { readyState: 'complete' })
  window.dispatchEvent(new Event('load'))
}

test('every call for a script that fails rejects: while it loads and after it', async () => {
  const early = [load(SRC), load(SRC)]
  expect(scripts).toHaveLength(1)
  fail()
  for (const call of early) await expect(call).rejects.toThrow(`${SRC} did not load`)
  const late = load(SRC)
  expect(scripts).toHaveLength(1)
  fail()
  await expect(late).rejects.toThrow('did not load')
})

test('a call after one that failed resolves once the script has come, with one tag in the page', async () => {
  const failed = load(SRC)
  fail()
  await expect(failed).rejects.toThrow()
  const second = load(SRC)
  expect(scripts).toHaveLength(1)
  start()
  await expect(second).resolves.toBe('it')
})

test('an option that is undefined is left out, and writes no attribute', () => {
  void load(SRC, { lang: 'ru', visits: undefined, theme: undefined })
  expect(scripts[0]?.dataset).toStrictEqual({ lang: 'ru' })
})

test('a tag of the page that failed before the call is tried once more, with its own attributes', async () => {
  const own = addOwnTag()
  fail(own)
  complete()
  const calls = [load(SRC, { lang: 'ru' }), load(SRC)]
  expect(scripts).toHaveLength(2)
  expect(scripts[1]?.dataset).toStrictEqual({ lang: 'kk' })
  fail(scripts[1])
  for (const call of calls) await expect(call).rejects.toThrow(`${SRC} did not load`)
  expect(scripts).toEqual([own])
  const later = load(SRC)
  expect(scripts).toHaveLength(2)
  start()
  await expect(later).resolves.toBe('it')
})

test('one that failed while the page was loading is tried again once the page has loaded', async () => {
  fail(addOwnTag())
  const calls = [load(SRC), load(SRC)]
  expect(scripts).toHaveLength(1)
  complete()
  expect(scripts).toHaveLength(2)
  start()
  for (const call of calls) await expect(call).resolves.toBe('it')
})

test('one that is still coming is waited for, and no second tag is inserted', async () => {
  const own = addOwnTag()
  const call = load(SRC)
  start()
  come(own)
  complete()
  await expect(call).resolves.toBe('it')
  await expect(load(SRC)).resolves.toBe('it')
  expect(scripts).toEqual([own])
})

test('one that fails after the call rejects; it is not tried again unasked, but by a later call', async () => {
  const own = addOwnTag()
  const call = load(SRC)
  fail(own)
  await expect(call).rejects.toThrow('did not load')
  complete()
  expect(scripts).toEqual([own])
  const later = load(SRC)
  expect(scripts).toHaveLength(2)
  fail(scripts[1])
  await expect(later).rejects.toThrow('did not load')
})

test('what comes in place of the widget and does not start it rejects', async () => {
  const call = load(SRC)
  come()
  await expect(call).rejects.toThrow(`${SRC} did not start`)
  expect(scripts).toEqual([])
})
