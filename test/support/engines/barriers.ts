import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { TAGS } from '../widget/wcag-tags.ts'
import type { Engine } from './engine.ts'

interface Axe {
  run(options: object): Promise<{
    readonly violations: readonly {
      readonly id: string
      readonly nodes: readonly { readonly failureSummary?: string; readonly html: string }[]
    }[]
  }>
}

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Returns the barriers that axe finds on the open page. */
export async function findBarriers(engine: Engine): Promise<readonly string[]> {
  await engine.runScript(source)
  return await engine.evaluate(async (tags: readonly string[]) => {
    const { axe } = window as unknown as { axe: Axe }
    const { violations } = await axe.run({ runOnly: tags, resultTypes: ['violations'] })
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id} ${html}: ${failureSummary}`),
    )
  }, TAGS)
}
