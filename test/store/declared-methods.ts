import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'

const folder = join(import.meta.dirname, '..', '..', 'server', 'store')

interface Declaration {
  readonly parents: readonly string[]
  readonly methods: readonly string[]
}

/** The part of a parsed interface that is read here. */
interface Member {
  readonly type: string
  readonly key?: { readonly name?: string }
  readonly typeAnnotation?: { readonly typeAnnotation?: { readonly type: string } }
}

const isMethod = ({ type, typeAnnotation }: Member): boolean =>
  type === 'TSMethodSignature' || typeAnnotation?.typeAnnotation?.type === 'TSFunctionType'

/** Every interface that is declared under `server/store`, outside the implementations, by its name. */
function readInterfaces(): Map<string, Declaration> {
  const found = new Map<string, Declaration>()
  for (const file of globSync('{*.ts,interfaces/*.ts}', { cwd: folder })) {
    const { program } = parseSync(file, readFileSync(join(folder, file), 'utf8'))
    for (const statement of program.body) {
      if (statement.type !== 'ExportNamedDeclaration') continue
      const { declaration } = statement
      if (declaration?.type !== 'TSInterfaceDeclaration') continue
      const members = declaration.body.body as unknown as readonly Member[]
      found.set(declaration.id.name, {
        parents: declaration.extends.flatMap(({ expression }) =>
          expression.type === 'Identifier' ? [expression.name] : [],
        ),
        methods: members.filter(isMethod).flatMap(({ key }) => key?.name ?? []),
      })
    }
  }
  return found
}

/** Names of all methods that `Store` declares, its parents' included, in alphabetical order. */
export function readDeclaredMethods(): string[] {
  const interfaces = readInterfaces()
  const methodsOf = (name: string): readonly string[] => {
    const { parents = [], methods = [] } = interfaces.get(name) ?? {}
    return [...methods, ...parents.flatMap(methodsOf)]
  }
  return [...new Set(methodsOf('Store'))].sort()
}
