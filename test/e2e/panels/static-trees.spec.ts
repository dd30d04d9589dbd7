import { resolve } from 'node:path'
import { build, type Rolldown } from 'vite'
import { inlineTexts } from '../../../setup/widget/inline-texts.ts'
import {
  type Drawing,
  languages,
  preactTrees,
  root,
  staticTrees,
  widget,
} from '../../../setup/widget/options.ts'
import { expect, test } from '../../support/browser/fixtures.ts'

const DETAILS = JSON.stringify({
  owner: '0a1b2c3d',
  clauses: { functional: '4.1(2)', analytics: '4.1(9)' },
  siteCookies: [{ name: 'session', days: 0, purpose: { kk: 'кіру', ru: 'вход', en: 'sign-in' } }],
  services: [
    {
      ...{ id: 'map', purpose: 'analytics', name: 'Map <i>', provider: 'Map & Co', country: 'DE' },
      cookies: [{ name: '_map*', days: 30 }],
    },
  ],
})

/** The components as a script of a page, drawn in one of the two ways that the widget's build knows. */
async function bundle(entry: string, language: 'kk' | 'ru' | 'en', { oxc, transform }: Drawing) {
  const [result] = (await build({
    ...widget,
    oxc,
    define: { __KELISIM_DETAILS__: DETAILS },
    plugins: [inlineTexts(language)],
    build: {
      write: false,
      lib: {
        entry: resolve(root, 'test/support/static-trees', entry),
        formats: ['iife'],
        name: 'trees',
      },
      rolldownOptions: { transform },
    },
  })) as [Rolldown.RolldownOutput]
  return result.output[0].code
}

for (const language of languages)
  test(`components that are drawn without Preact are the trees that Preact makes of them: ${language}`, async ({
    page,
  }) => {
    const treesOf = async (entry: string, drawing: Drawing) => {
      await page.goto('about:blank')
      await page.evaluate((lang) => {
        document.documentElement.lang = lang
      }, language)
      await page.addScriptTag({ content: await bundle(entry, language, drawing) })
      return page.evaluate(() => window.trees)
    }
    const drawn = await treesOf('drawn.ts', staticTrees)
    expect(Object.keys(drawn).length).toBe(9)
    expect(drawn.banner?.clicked.slice(0, 2)).toEqual(['accept', 'reject'])
    expect(drawn.banner?.clicked[2]).toMatch(/^settings by \S/)
    expect(drawn.placeholder?.clicked).toEqual(['once', 'always'])
    expect(drawn['placeholder where nobody is asked']?.clicked).toEqual([])
    // Words are words: nothing that a site or a policy says becomes markup.
    expect(JSON.stringify(drawn)).not.toContain('<b onclick')
    expect(JSON.stringify(drawn)).not.toContain('<i>')
    expect(drawn).toEqual(await treesOf('rendered.ts', preactTrees))
  })
