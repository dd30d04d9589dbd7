import { expect, test } from 'vitest'
import { buildAsset, buildAssets } from '../../../server/assets/build-assets.ts'

const asset = (source: string) => buildAsset(Buffer.from(source), 'text/javascript')
const build = {
  files: new Map([
    ['/assets/ui-kk-0a1b2c3d.js', asset('import("./settings-kk-0a1b2c3d.js")')],
    ['/assets/settings-kk-0a1b2c3d.js', asset('say(()=>__KELISIM_DETAILS__.operator.bin)')],
    ['/assets/text-kk.json', asset('{}')],
  ]),
  loaderSource:
    'const site=__KELISIM_SITE__;load("ui-kk-__KELISIM_BUILD__.js"),loading=__KELISIM_FIRST__',
  firstSource: '{get "ui-kk"(){return "$&"}}',
  strings: () => ({}),
}
const assets = (details: object) =>
  buildAssets(build, (isGpc) => JSON.stringify({ isGpc }), details)
const textOf = (body: Uint8Array | undefined) => new TextDecoder().decode(body)
const namesOf = (details: object) => [...assets(details).files.keys()]
const school = { operator: { bin: '000000000000' }, secret: 'of another part' }

test('a part is given what it names of the site, as a value and not as code, and nothing else', () => {
  const { files } = assets({ ...school, operator: { bin: '$&"</script>' } })
  const path = [...files.keys()].find((name) => name.includes('settings')) ?? ''
  const source = textOf(files.get(path)?.body)
  expect(source).toBe('say(()=>({"bin":"$&\\"</script>"}).bin)')
})

test('loader and parts find each other by a name of their own for each configuration', () => {
  const { files, loader } = assets(school)
  const [ui = '', settings = '', texts] = files.keys()
  expect(ui).toMatch(/^\/assets\/ui-kk-[\da-f]{8}\.js$/)
  const plain = textOf(loader({ isGpc: false, isFirst: false }).body)
  expect(plain).toContain(ui.replace('/assets/', ''))
  expect(plain).toContain('loading={}')
  const first = textOf(loader({ isGpc: true, isFirst: true }).body)
  expect(first).toContain('{"isGpc":true}')
  expect(first).toContain('loading={get "ui-kk"(){return "$&"}}')
  expect(textOf(files.get(ui)?.body)).toContain(settings.replace('/assets/', './'))
  expect(texts).toBe('/assets/text-kk.json')
  expect(namesOf(school)).toEqual(namesOf({ ...school }))
  expect(namesOf({ ...school, secret: 'changed' })[0]).not.toBe(ui)
  expect([...files.values()].map(({ body }) => textOf(body)).join()).not.toContain('0a1b2c3d')
})

test('only what a visitor who is asked needs as a whole is compiled as a whole', () => {
  const { files, loader } = assets(school)
  const isWhole = (body: Uint8Array | undefined) =>
    textOf(body).startsWith('//# allFunctionsCalledOnLoad\n')
  expect(isWhole(loader({ isGpc: false, isFirst: true }).body)).toBe(true)
  expect(isWhole(loader({ isGpc: false, isFirst: false }).body)).toBe(false)
  const [ui, settings, texts] = files.values()
  expect([ui, settings, texts].map((file) => isWhole(file?.body))).toEqual([true, false, false])
})

test('TR-11: only where the mode is on, and no signal speaks against it, something stands behind the loader', () => {
  const plain = assets(school)
  const counting = buildAssets(build, (isGpc) => JSON.stringify({ isGpc }), school, {
    isCounting: true,
  })
  const read = (from: typeof plain, isGpc: boolean, isFirst = false) =>
    textOf(from.loader({ isGpc, isFirst }).body)
  expect(read(plain, false)).not.toContain('counter')
  expect(read(counting, true)).toBe(read(plain, true))
  for (const isFirst of [false, true]) {
    const [before, behind] = read(counting, false, isFirst).split(';((k,s)=>')
    expect(before).toBe(read(plain, false, isFirst))
    expect(behind).toMatch(/counter-[\da-f]{8}\.js/)
  }
})
