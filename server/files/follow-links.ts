import { readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Resolves a path through links, including one to a file that does not exist yet. Absolute. */
export function followLinks(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // Missing, or a link to something missing.
  }
  try {
    return followLinks(resolve(dirname(path), readlinkSync(path)))
  } catch {
    return dirname(path) === path ? path : join(followLinks(dirname(path)), basename(path))
  }
}
