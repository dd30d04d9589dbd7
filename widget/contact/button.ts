import { adoptSheet } from './style/adopt-sheet.ts'
import { keepCss } from './style/keep-styles.ts'

let isStyled = false

/** Creates a button below the form's messages. */
export function button(label: string, onclick: () => void): HTMLButtonElement {
  if (!isStyled) adoptSheet(keepCss)
  isStyled = true
  const made = document.createElement('button')
  made.type = 'button'
  made.textContent = label
  made.onclick = onclick
  return made
}
