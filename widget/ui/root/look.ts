import type { TagConfig } from '../../config.ts'
import { warn } from '../../page/warn.ts'

/**
 * Reads `data-{name}` of the script tag. Not there: `usual`. A value that is not among those allowed counts as `broken`, by
 * default `usual`, and one line says what to write instead.
 *
 * @param allowed The values, joined by ', ': shorter than a list, and what the line says.
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

/** `data-theme` of the script tag: `auto` (default), `light` or `dark`. */
export const themeOf = (tag: Tag): string => readTag(tag, 'theme', 'auto, light, dark', 'auto')

/** `data-position` of the script tag: `bottom` (default), `bottom-start`, `bottom-end` or `center`. */
export const positionOf = (tag: Tag): string =>
  readTag(tag, 'position', 'bottom, bottom-start, bottom-end, center', 'bottom')
