/**
 * Adopts a constructed style sheet, which no `style-src` of the page can refuse.
 *
 * @returns Its undo.
 */
export function adoptSheet(css: string): () => void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet)
  }
}
