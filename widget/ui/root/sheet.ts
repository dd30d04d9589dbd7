import { takeOut } from '../../page/builtins/take-out.ts'

/** Sheets in use, adopted by the document. */
let wanted: readonly CSSStyleSheet[] = []

/** Adopts again what a page has removed: a theme switch may replace the whole list instead of adding to it. */
export function restoreSheets(): void {
  const adopted = document.adoptedStyleSheets ?? []
  const lost = wanted.filter((sheet) => !adopted.includes(sheet))
  if (lost.length) document.adoptedStyleSheets = [...adopted, ...lost]
}

/** Restores the styles of an element: without them its size changes, which is observed before the page is painted. */
export const keepStyled = (element: Element): void =>
  new ResizeObserver(restoreSheets).observe(element)

/**
 * Adopts a constructed style sheet, which the page's `style-src` cannot block.
 *
 * @returns Its undo function.
 */
export function adoptSheet(css: string): () => void {
  let sheet: CSSStyleSheet
  try {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
  } catch {
    return addStyle(css)
  }
  wanted = [...wanted, sheet]
  restoreSheets()
  return () => {
    const isOther = (other: CSSStyleSheet) => other !== sheet
    wanted = wanted.filter(isOther)
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(isOther)
  }
}

/** For Safari before 16.4. If the page's `style-src` blocks it, text and buttons are unstyled. */
function addStyle(css: string): () => void {
  const style = document.createElement('style')
  style.nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? ''
  style.textContent = css
  document.head.appendChild(style)
  return () => takeOut(style)
}
