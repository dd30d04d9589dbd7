import { takeOut } from '../../page/builtins/take-out.ts'

/** Sheets that stand in the document for as long as they are wanted. */
let wanted: readonly CSSStyleSheet[] = []

/** Puts back what a page has taken away: a theme switch may set the whole list instead of adding to it. */
export function restoreSheets(): void {
  const adopted = document.adoptedStyleSheets ?? []
  const lost = wanted.filter((sheet) => !adopted.includes(sheet))
  if (lost.length) document.adoptedStyleSheets = [...adopted, ...lost]
}

/**
 * Keeps the styles of what is shown in an element: without them it has another size, which is heard of before the page
 * is painted.
 */
export const keepStyled = (element: Element): void =>
  new ResizeObserver(restoreSheets).observe(element)

/**
 * Adopts a constructed style sheet, which no `style-src` of the page can refuse.
 *
 * @returns Its undo.
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

/** For Safari before 16.4. Where the page's `style-src` refuses it, the words and buttons stand there plainly. */
function addStyle(css: string): () => void {
  const style = document.createElement('style')
  style.nonce = document.querySelector<HTMLElement>('script[nonce]')?.nonce ?? ''
  style.textContent = css
  document.head.appendChild(style)
  return () => takeOut(style)
}
