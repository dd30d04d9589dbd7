/** The root's id in a selector. A page may have an element of the same name, which is a word of its language: not that. */
const ROOT = /#kelisim(?![\w-])/g

/**
 * Makes rules that a page cannot overrule. Every declaration becomes `!important` inside one cascade layer: such a rule
 * beats whatever the page itself declares `!important` outside of layers, whatever its specificity.
 *
 * @param css Rules in which every declaration ends with a semicolon.
 */
export const protect = (css: string): string =>
  `@layer kelisim{${css.replaceAll(';', '!important;').replace(ROOT, '#kelisim[data-position]')}}`
