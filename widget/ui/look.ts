import type { UiHost } from './props.ts'

/** `data-theme` of the script tag: `auto` (default), `light` or `dark`. */
export const themeOf = ({ readTag }: Pick<UiHost, 'readTag'>): string =>
  readTag('theme', 'auto, light, dark', 'auto')

/** `data-position` of the script tag: `bottom` (default), `bottom-start`, `bottom-end` or `center`. */
export const positionOf = ({ readTag }: Pick<UiHost, 'readTag'>): string =>
  readTag('position', 'bottom, bottom-start, bottom-end, center', 'bottom')
