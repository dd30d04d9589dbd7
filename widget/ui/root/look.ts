import type { TagConfig } from '../../config.ts'
import { warn } from '../../page/warn.ts'

/**
 * Reads `data-{name}` of the script tag. Absent: `usual`. For a value that is not allowed it returns `broken`, by default
 * `usual`, and warns in the console.
 *
 * @param allowed The values, joined by ', ': shorter than an array, and used in the warning.
 */
export function readTag(
  { attributes }: Pick<TagConfig, 'attributes'>,
  name: string,
  allowed: string,
  usual: string,
  broken = usual,
): string {
  const value = attributes[name] ?? usual
  if (allowed.split(', ').includes(value)) return value
  warn(`data-${name}="${value}": write one of ${allowed}. Using ${broken}.`)
  return broken
}

export type Tag = Pick<TagConfig, 'attributes' | 'language'>

/** Returns `data-theme` of the script tag: `auto` (default), `light` or `dark`. */
export const themeOf = (tag: Tag): string => readTag(tag, 'theme', 'auto, light, dark', 'auto')

/** Returns `data-position` of the script tag: `bottom` (default), `bottom-start`, `bottom-end` or `center`. */
export const positionOf = (tag: Tag): string =>
  readTag(tag, 'position', 'bottom, bottom-start, bottom-end, center', 'bottom')
