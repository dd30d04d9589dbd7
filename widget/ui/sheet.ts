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
  sheet.replaceSync(`@layer kelisim{${css.replaceAll(';', '!important;')}}`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}
