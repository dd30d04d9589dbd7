/** Between the button and the window's edge, and between two places for it. */
const GAP_PX = 8
/** How far apart points are looked at: nothing that can be hit is smaller (WCAG 2.2, 2.5.8). */
const STEP_PX = 20

export const CLICKABLE =
  'a[href],button,input,select,textarea,label,summary,iframe,video,audio,object,embed,[onclick],[tabindex],[role=button],[role=link],[contenteditable]'

/** Whether something that can be clicked lies under a box of the window, in which the button itself cannot be hit. */
function hasClickable(
  button: HTMLElement,
  { left, right, top, bottom }: DOMRect,
  upPx: number,
): boolean {
  for (let x = left; x < right + STEP_PX; x += STEP_PX)
    for (let y = top - upPx; y < bottom - upPx + STEP_PX; y += STEP_PX) {
      const under = document.elementFromPoint(
        Math.min(x, right - 1),
        Math.min(y, bottom - upPx - 1),
      )
      if (!under || under === button || under.closest('#kelisim[data-position]')) continue
      if (under.closest(CLICKABLE) || getComputedStyle(under).cursor === 'pointer') return true
    }
  return false
}

/**
 * Keeps a fixed button at the window's lower left edge off whatever can be clicked: it goes up as far as that takes, at
 * most to the window's upper half. To be called when the page has come to rest, and seldom: in a large page it is dear to
 * ask what lies at a point, and dearer to ask for all that lies there, one under another.
 */
export function keepOff(button: HTMLElement): void {
  button.style.bottom = `${GAP_PX}px`
  const box = button.getBoundingClientRect()
  button.style.setProperty('pointer-events', 'none', 'important')
  button.style.bottom = `${GAP_PX + findPlace(button, box)}px`
  button.style.removeProperty('pointer-events')
}

/** How far up there is room; nowhere: 0, in CSS pixels. */
function findPlace(button: HTMLElement, box: DOMRect): number {
  const stepPx = box.height + GAP_PX
  for (let upPx = 0; upPx < innerHeight / 2 && box.height; upPx += stepPx)
    if (!hasClickable(button, box, upPx)) return upPx
  return 0
}
