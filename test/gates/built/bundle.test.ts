import { globSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const folder = join(root, 'dist', 'widget')
const files = readdirSync(folder).filter((name) => name.endsWith('.js'))
const read = (name: string) => readFileSync(join(folder, name), 'utf8')
/** Modules of each file, as the build noted them. */
const modules: Record<string, string[]> = JSON.parse(
  readFileSync(join(root, 'dist', 'widget-modules.json'), 'utf8'),
)

/** What the server may write into the loader. */
const first = readFileSync(join(root, 'dist', 'widget-first.js'), 'utf8')

/** The user interface that changes while it is shown: the only part with Preact, which comes as a file of its own. */
const isUi = (name: string) =>
  /^(settings|my-data|held|acts|find|ask|complain|room|field|preact)-/.test(name)
const packagesOf = (name: string) => [
  ...new Set(
    (modules[name] ?? []).flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1] ?? []),
  ),
]

/** What turns text into code or markup: a page with a strict policy forbids it, and a visitor's text must not get there. */
const forbidden = /\beval\(|\bnew Function\b|\bdocument\.write\b|\binsertAdjacentHTML\b/
const markup = /\b(inner|outer)HTML\b/

describe('the built widget', () => {
  test('is all noted with its modules', () => {
    expect(files).toContain('loader.js')
    expect(files.filter(isUi).length).toBeGreaterThanOrEqual(3)
    expect(Object.keys(modules).sort()).toEqual([...files, 'first'].sort())
    expect(files.filter((name) => (modules[name] ?? []).length === 0)).toEqual([])
  })

  test.each(files.filter((name) => !isUi(name)))(
    '%s holds no module of others but idb-keyval',
    (name) => expect(packagesOf(name).filter((name) => name !== 'idb-keyval')).toEqual([]),
  )

  test.each(files.filter(isUi))('%s holds no module of others but Preact', (name) =>
    expect(packagesOf(name).filter((name) => name !== 'preact')).toEqual([]),
  )

  test.each(['kk', 'ru', 'en'])(
    'what may come inside the loader in %s is the banner alone',
    (language) => {
      const part = files.find((name) => name.startsWith(`ui-${language}-`)) ?? ''
      expect(modules.first).toEqual(modules[part])
      expect(first).toContain(`get "ui-${language}"()`)
      expect(first).not.toMatch(forbidden)
      expect(first).not.toMatch(markup)
    },
  )

  test('the loader holds nothing of the user interface', () => {
    const found = modules['loader.js']?.filter((id) => /widget\/(ui|contact|text)\//.test(id))
    expect(found).toEqual([])
  })

  test('only the part with the outbox holds idb-keyval, and only the user interface Preact', () => {
    const withPackages = files.filter((name) => packagesOf(name).length > 0)
    expect(withPackages.filter((name) => !isUi(name) && !name.startsWith('consent-'))).toEqual([])
  })

  test('no validator came along, and of the server the rules of what people type alone, where a form is', () => {
    const foreign = Object.entries(modules).flatMap(([name, ids]) =>
      ids
        .filter((id) => /valibot|^server\//.test(id))
        .filter(
          (id) =>
            !(
              /^(contact|rules)-(kk|ru|en)-/.test(name) &&
              /^server\/contract\/typed\/[\w-]+\.ts$/.test(id)
            ),
        )
        .map((id) => `${name}: ${id}`),
    )
    expect(foreign).toEqual([])
    expect(files.filter((name) => /valibot/.test(read(name)))).toEqual([])
  })

  test('what the server writes in stands where the server finds it: each value by its name', () => {
    expect(
      files.filter((name) => /__KELISIM_DETAILS__\.\w/.test(read(name))).length,
    ).toBeGreaterThan(3)
    expect(files.filter((name) => /__KELISIM_DETAILS__(?!\.\w)/.test(read(name)))).toEqual([])
  })

  test('nothing turns text into code or markup, but what a script of the page writes by itself', () => {
    const writes = (code: string) => forbidden.test(code) || markup.test(code)
    const own = globSync('widget/**/*.{ts,tsx}', { cwd: root })
    expect(own.length).toBeGreaterThan(10)
    // `document.write` of a gated script, put where the script stands: the page's own words, and no visitor's.
    expect(own.filter((file) => writes(readFileSync(join(root, file), 'utf8')))).toEqual([
      'widget/consent/gate/writing.ts',
    ])
    expect(
      files.filter((name) => modules[name]?.includes('widget/consent/gate/writing.ts')),
    ).toEqual([files.find((name) => name.startsWith('scripts-'))])
    expect(files.filter((name) => forbidden.test(read(name)))).toEqual([])
    // Preact names innerHTML in its own code, which nothing of ours makes use of.
    expect(
      files.filter((name) => markup.test(read(name)) && !packagesOf(name).includes('preact')),
    ).toEqual([files.find((name) => name.startsWith('scripts-'))])
  })

  test('names no host but the server that it came from', () => {
    // Names of XML vocabularies, which nobody asks for anything.
    const names =
      /https?:\/\/www\.w3\.org\/\d{4}\/(svg|xhtml|xlink)|http:\/\/www\.w3\.org\/1998\/Math\/MathML/g
    expect(files.filter((name) => /\bhttps?:\/\//.test(read(name).replace(names, '')))).toEqual([])
  })
})
