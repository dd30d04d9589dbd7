import { parseSync } from 'vite'

/** What an import loads: nothing at run time, a module at once, or a module on demand. */
export type ImportKind = 'type' | 'value' | 'dynamic'

/** One module that a source text refers to. */
export interface FoundImport {
  readonly specifier: string
  readonly kind: ImportKind
}

type Parsed = ReturnType<typeof parseSync>

/**
 * Finds every import, re-export, `import()` and `import('…')` type of a TypeScript source.
 *
 * @throws {Error} where the source does not parse: a gate must not guess.
 */
export function readImports(file: string, source: string): FoundImport[] {
  const parsed = parseSync(file, source)
  if (parsed.errors.length > 0) throw new Error(`${file} does not parse`)
  return [
    ...readStatic(parsed),
    ...readReexports(parsed),
    ...readDynamic(parsed, source),
    ...readTypeReferences(parsed.program),
  ]
}

/** Each name may be a type or not; an import without names is for its side effect. */
const kindOf = (entries: readonly { readonly isType: boolean }[]): ImportKind =>
  entries.length > 0 && entries.every(({ isType }) => isType) ? 'type' : 'value'

const readStatic = ({ module }: Parsed): FoundImport[] =>
  module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    kind: kindOf(entries),
  }))

const readReexports = ({ module }: Parsed): FoundImport[] =>
  module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, kind: isType ? 'type' : 'value' }] : [],
    )

/** A specifier computed at run time is reported as `computed`, since what it loads is unknown. */
const readDynamic = ({ module }: Parsed, source: string): FoundImport[] =>
  module.dynamicImports.map(({ moduleRequest: { start, end } }) => {
    const literal = /^(['"`])([^$]+)\1$/.exec(source.slice(start, end))
    return { specifier: literal?.[2] ?? 'computed', kind: 'dynamic' }
  })

/** `import('./a.ts').A` in a type, which the module record does not list. */
function readTypeReferences(node: unknown): FoundImport[] {
  if (typeof node !== 'object' || node === null) return []
  const children = Object.values(node).flatMap(readTypeReferences)
  if (!('type' in node) || node.type !== 'TSImportType') return children
  const specifier = 'source' in node ? (node.source as { value?: unknown }).value : undefined
  return [...children, { specifier: String(specifier), kind: 'type' }]
}
