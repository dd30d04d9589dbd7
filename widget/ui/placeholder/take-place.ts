import { ownKeys } from '../../page/builtins/own-keys.ts'
import { putBefore } from '../../page/builtins/put-beside.ts'
import { createTable, eachOnce } from '../../page/builtins/table.ts'
import { takeOut } from '../../page/builtins/take-out.ts'
import { boxOf, readShown } from '../root/box.ts'
import { freeTargets, holdTargets } from './hold-targets.ts'

/** A blocked frame, its placeholder, and its text. */
interface Held {
  readonly place: HTMLElement
  /** Updates the text after a change of the frame. */
  say(): void
}

const held = createTable<HTMLElement, Held>()
/** Frames whose position must be updated. */
let unsettled: HTMLElement[] = []

const changes = new MutationObserver((records) => {
  for (const { target } of records) settle(target as HTMLElement)
})

/** Maximum number of times that a placeholder removed by the page is restored; a visitor's blocker removes it again, and may. */
const RETURNS = 9

/**
 * Positions a placeholder where its frame is, with the same size, by the page's current rules for the frame, and keeps it
 * there: when the page changes those rules, or replaces its content by the server's response, as Turbo and Livewire do.
 *
 * @returns Its undo function.
 */
export function takePlace(frame: HTMLElement, place: HTMLElement, say: () => void): () => void {
  held.set(frame, { place, say })
  settle(frame)
  const stopKeeping = keepBefore(frame, place)
  addEventListener('resize', settleAll)
  holdNamed()
  changes.observe(frame, {
    attributeFilter: [
      ...['class', 'style', 'width', 'height', 'hidden', 'align', 'name'],
      ...['data-src', 'data-data'],
    ],
  })
  return () => {
    held.drop(frame)
    holdNamed()
    stopKeeping()
    takeOut(place)
  }
}

/** While a frame has a name, something could be opened in it; it may also get one later. */
function holdNamed(): void {
  if (held.keys().some((frame) => frame.getAttribute('name'))) holdTargets(findNamed)
  else freeTargets()
}

const findNamed = (name: string | null) =>
  listHeld(held.keys()).filter(({ frame }) => name && frame.getAttribute('name') === name)[0]

/** Returns those of these frames that are still blocked. */
const listHeld = (frames: readonly HTMLElement[]) =>
  frames.flatMap((frame) => {
    const found = held.get(frame)
    return found ? [{ frame, ...found }] : []
  })

function keepBefore(frame: HTMLElement, place: HTMLElement): () => void {
  let left = RETURNS
  const observer = new MutationObserver(() => {
    if (frame.previousElementSibling === place || !frame.isConnected || left-- <= 0) return
    settle(frame)
    observe()
  })
  const observe = () => {
    observer.disconnect()
    if (frame.parentNode) observer.observe(frame.parentNode, { childList: true })
  }
  observe()
  return () => observer.disconnect()
}

function settleAll(): void {
  for (const frame of held.keys()) settle(frame)
}

/** All updates of this task are done together, since each makes the browser compute the layout. */
function settle(frame: HTMLElement): void {
  if (unsettled.push(frame) === 1) queueMicrotask(settleTogether)
}

function settleTogether(): void {
  const all = listHeld(eachOnce(unsettled))
  unsettled = []
  holdNamed()
  // It hides the frame that it stands before, whatever the page makes of the frame's own classes; not while it asks.
  for (const { frame, place, say } of all) {
    place.hidden = true
    if (frame.previousElementSibling !== place) putBefore(place, frame)
    say()
  }
  const shown = all.map(({ frame }) => readShown(frame))
  for (const { place } of all) {
    place.hidden = false
    place.style.cssText = ''
  }
  const boxes = all.map(({ frame }, at) => boxOf(frame, shown[at] ?? readShown(frame)))
  all.forEach(({ place }, at) => {
    const box = boxes[at] ?? {}
    for (const name of ownKeys(box)) place.style.setProperty(name, box[name] ?? '', 'important')
  })
}
