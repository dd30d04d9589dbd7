/** Gap between the button and the window's edge, and between two positions of it. */
const GAP_PX = 8
/** Distance of the points tested: nothing clickable is smaller (WCAG 2.2, 2.5.8). */
const STEP_PX = 20

export const CLICKABLE =
  'a[href],button,input,select,textarea,label,summary,iframe,video,audio,object,embed,[onclick],[tabindex],[role=button],[role=link],[contenteditable]'

/** Returns whether something clickable is under a rectangle of the window, ignoring the button itself. */
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
 * Moves a fixed button at the window's lower left edge up until it covers nothing clickable, at most to the window's upper
 * half. Call it seldom, when the page is idle: in a large page it is expensive to find the element at a point, and more so to
 * find all elements there.
 */
export function keepOff(button: HTMLElement): void {
  button.style.bottom = `${GAP_PX}px`
  const box = button.getBoundingClientRect()
  button.style.setProperty('pointer-events', 'none', 'important')
  button.style.bottom = `${GAP_PX + findPlace(button, box)}px`
  button.style.removeProperty('pointer-events')
}

/** Returns how far up there is free space in CSS pixels; 0 where there is none. */
function findPlace(button: HTMLElement, box: DOMRect): number {
  const stepPx = box.height + GAP_PX
  for (let upPx = 0; upPx < innerHeight / 2 && box.height; upPx += stepPx)
    if (!hasClickable(button, box, upPx)) return upPx
  return 0
}
