import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

/**
 * Import specifiers by which a configuration refers to its types: from the checkout, or copied from there to anywhere. Copies of
 * earlier versions name the file without its folder.
 */
const TYPED_BY = /(^|\/)server\/config\/(site\/)?site-config\.ts$/

/** Replacement for that file at run time, where the configuration cannot resolve it. */
const STAND_IN = 'data:text/javascript,export const defineConfig = (site) => site'

/**
 * Imports a configuration written in TypeScript or JavaScript from any path.
 *
 * @returns its default export; `undefined` where it has none.
 * @throws what it throws, or Node's error where it cannot be read.
 */
export async function importConfig(path: string): Promise<unknown> {
  const address = pathToFileURL(resolve(path)).href
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      try {
        const found = next(specifier, context)
        // Outside a package Node would have to guess, with a warning, whether it is a module.
        return /\.ts$/.test(specifier) && specifier === address
          ? { ...found, format: 'module-typescript' }
          : found
      } catch (cause) {
        if (!TYPED_BY.test(specifier)) throw cause
        return { url: STAND_IN, format: 'module', shortCircuit: true }
      }
    },
  })
  try {
    const module: { default?: unknown } = await import(address)
    return module.default
  } finally {
    hooks.deregister()
  }
}
