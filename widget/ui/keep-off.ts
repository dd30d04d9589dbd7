/** Between the button and the window's edge, and between two places for it. */
const GAP_PX = 8
/** How far apart points are looked at: nothing that can be hit is smaller (WCAG 2.2, 2.5.8). */
const STEP_PX = 20

const CLICKABLE =
  'a[href],button,input,select,textarea,label,summary,iframe,video,audio,object,embed,[onclick],[tabindex],[role=button],[role=link],[contenteditable]'

/** Whether something that can be clicked lies under a box of the window. */
function hasClickable(
  button: HTMLElement,
  { left, right, top, bottom }: DOMRect,
  upPx: number,
): boolean {
  for (let x = left; x < right + STEP_PX; x += STEP_PX)
    for (let y = top - upPx; y < bottom - upPx + STEP_PX; y += STEP_PX) {
      const at = document.elementsFromPoint(Math.min(x, right - 1), Math.min(y, bottom - upPx - 1))
      const under = at.find((element) => element !== button)
      if (!under || under.closest('#kelisim[data-position]')) continue
      if (under.closest(CLICKABLE) || getComputedStyle(under).cursor === 'pointer') return true
    }
  return false
}

/**
 * Keeps a fixed button at the window's lower left edge off whatever can be clicked: it goes up as far as that takes, at
 * most to the window's upper half. To be called when the page has come to rest.
 */
export function keepOff(button: HTMLElement): void {
  button.style.bottom = `${GAP_PX}px`
  const box = button.getBoundingClientRect()
  const stepPx = box.height + GAP_PX
  for (let upPx = 0; upPx < innerHeight / 2 && box.height; upPx += stepPx) {
    if (hasClickable(button, box, upPx)) continue
    button.style.bottom = `${GAP_PX + upPx}px`
    return
  }
}
