import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { load } from '../../widget/package/load.ts'

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
  vi.stubGlobal('window', {})
  vi.stubGlobal('document', {
    baseURI: 'https://school.example/',
    createElement: () => new Script(),
    head: { append: (script: Script) => void scripts.push(script) },
    get scripts() {
      return scripts
    },
  })
})
afterEach(() => vi.unstubAllGlobals())

const fail = () => scripts[0]?.dispatchEvent(new Event('error'))

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
  const { kelisim: waiting } = window as unknown as { kelisim: ((kelisim: unknown) => void)[] }
  for (const callback of waiting) callback('the widget')
  await expect(second).resolves.toBe('the widget')
})

test('an option that is undefined is left out, and writes no attribute', () => {
  void load(SRC, { lang: 'ru', visits: undefined, theme: undefined })
  expect(scripts[0]?.dataset).toStrictEqual({ lang: 'ru' })
})
