/** The root's id in a selector, but not another id that begins with the same word. */
const ROOT = /#kelisim(?![\w-])/g

/**
 * Makes rules that a page cannot override. Every declaration becomes `!important` inside one cascade layer: such a rule
 * overrides `!important` declarations outside of layers, whatever their specificity.
 *
 * @param css Rules in which every declaration ends with a semicolon.
 */
export const protect = (css: string): string =>
  `@layer kelisim{${css.replaceAll(';', '!important;').replace(ROOT, '#kelisim[data-position]')}}`
