/** The root's id in a selector. A page may have an element of the same name, which is a word of its language: not that. */
const ROOT = /#kelisim(?![\w-])/g

/**
 * Adopts a constructed style sheet, which no `style-src` of the page can refuse. Every declaration
 * becomes `!important` inside one cascade layer: such a rule beats whatever the page itself declares
 * `!important` outside of layers, whatever its specificity.
 *
 * @param css Rules in which every declaration ends with a semicolon.
 * @returns Its undo.
 */
export function adoptSheet(css: string): () => void {
  const sheet = new CSSStyleSheet()
  const rules = css.replaceAll(';', '!important;').replace(ROOT, '#kelisim[data-position]')
  sheet.replaceSync(`@layer kelisim{${rules}}`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}
