/**
 * Adopts a constructed style sheet, which the page's `style-src` cannot block. Safari before 16.4 gets a `<style>`; if that
 * is blocked, text and controls are unstyled.
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
