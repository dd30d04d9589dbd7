import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { type Build, buildAsset, openBuild, typeOf } from '../assets/build-assets.ts'
import type { Asset } from '../deps.ts'

async function readFolder(folder: string, prefix: string): Promise<[string, Asset][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  return Promise.all(
    files.map(async (entry): Promise<[string, Asset]> => {
      const path = join(entry.parentPath, entry.name)
      return [
        prefix + relative(folder, path).split(sep).join('/'),
        buildAsset(await readFile(path), typeOf(entry.name)),
      ]
    }),
  )
}

const notBuilt = (folder: string, cause: unknown) =>
  new Error(`Nothing is built in ${folder}. Run \`npm run build\` first.`, { cause })

/** Reads the build from `folder`. @throws {Error} that says to build first where it is missing. */
export async function readBuild(
  folder: string,
  { withDemo }: { withDemo: boolean },
): Promise<Build> {
  const parts: [string, string][] = [
    ['widget', '/assets/'],
    ['admin', '/admin/'],
  ]
  if (withDemo) parts.push(['demo', '/demo/'])
  const read = await Promise.all(
    parts.map(([name, prefix]) => readFolder(join(folder, name), prefix)),
  ).catch((error: unknown) => Promise.reject(notBuilt(folder, error)))
  // Beside the served files, not among them.
  const firstSource = await readFile(join(folder, 'widget-first.js'), 'utf8').catch(
    (error: unknown) => Promise.reject(notBuilt(folder, error)),
  )
  try {
    return openBuild(new Map(read.flat()), firstSource)
  } catch (error) {
    throw notBuilt(folder, error)
  }
}
