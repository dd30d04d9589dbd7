import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { type Plugin, parseSync } from 'vite'
import { root } from '../../../setup/widget/options.ts'
import { buildWorkerScript } from '../../support/worker/build-script.ts'
import { NODE_ONLY } from './on-node.ts'

const FILES = 'virtual:routes-suite'
const standIn = (name: string) => resolve(import.meta.dirname, 'stand-ins', name)

/** What something else stands for in workerd. */
const STAND_INS: Readonly<Record<string, string>> = {
  'better-sqlite3': standIn('better-sqlite3.ts'),
  'server/node/read-assets.ts': standIn('read-assets.ts'),
  'server/store/sqlite/file/open.ts': standIn('open.ts'),
  'test/support/database/database-file.ts': standIn('database-file.ts'),
}

/** Names that a module exports. */
function namesOf(path: string): readonly string[] {
  const { module } = parseSync(path, readFileSync(resolve(root, path), 'utf8'))
  return module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ isType, exportName }) => (isType || !exportName.name ? [] : [exportName.name]))
}

/** A module whose every export throws when it is called. */
const refuse = (path: string) =>
  namesOf(path)
    .map(
      (name) =>
        `export const ${name} = () => { throw new Error('Only on Node: ${path} ${NODE_ONLY[path]}') }`,
    )
    .join('\n')

const REFUSED = '\0on-node:'

/** Puts the test files into one script, for workerd. */
const bundleSuite = (files: readonly string[]): Plugin => ({
  name: 'routes-suite',
  enforce: 'pre',
  resolveId(id, importer) {
    if (id === FILES) return `\0${FILES}`
    const isLocal = id.startsWith('.') && importer !== undefined
    const path = isLocal ? relative(root, resolve(dirname(importer), id)) : id
    if (path in NODE_ONLY) return REFUSED + path
    return STAND_INS[path]
  },
  load(id) {
    if (id.startsWith(REFUSED)) return refuse(id.slice(REFUSED.length))
    if (id !== `\0${FILES}`) return undefined
    const entries = files.map(
      (file) => `${JSON.stringify(file)}: () => import(${JSON.stringify(resolve(root, file))})`,
    )
    return `export const files = {${entries.join()}}`
  },
  // workerd shows the files that it was given below /bundle.
  transform(code, id) {
    // The build's own files are in a module of texts, which stay as they are.
    const isSource = !id.startsWith('\0') && !id.includes('node_modules')
    if (!isSource || !code.includes('import.meta.')) return undefined
    const path = `/bundle/${relative(root, id)}`
    return code
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
      .replaceAll('import.meta.url', JSON.stringify(`file://${path}`))
  },
})

/** Builds the script that runs test files in workerd. @param files paths in the project. */
export const buildRoutesScript = (files: readonly string[]): Promise<string> =>
  buildWorkerScript(resolve(import.meta.dirname, 'entry.ts'), {
    plugins: [bundleSuite(files)],
    isMinified: false,
  })
