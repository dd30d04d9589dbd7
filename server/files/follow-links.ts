import { readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'

/** Where a file lies in the end: links are followed, also one to a file that is not there yet. Absolute. */
export function followLinks(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    // Not there, or a link to what is not there.
  }
  try {
    return followLinks(resolve(dirname(path), readlinkSync(path)))
  } catch {
    return dirname(path) === path ? path : join(followLinks(dirname(path)), basename(path))
  }
}
