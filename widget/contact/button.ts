import { adoptSheet } from './style/adopt-sheet.ts'
import { keepCss } from './style/keep-styles.ts'

let isStyled = false

/** A button below what the form says. */
export function button(label: string, onclick: () => void): HTMLButtonElement {
  if (!isStyled) adoptSheet(keepCss)
  isStyled = true
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = label
  made.onclick = onclick
  return made
}
