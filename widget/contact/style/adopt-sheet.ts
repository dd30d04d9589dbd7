/**
 * Adopts a constructed style sheet, which no `style-src` of the page can refuse. Safari before 16.4 has none: a `<style>`
 * serves there, and where that is refused, words and controls stand there plainly.
 */
export function adoptSheet(css: string): void {
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = css
    document.head.appendChild(style)
  }
}
