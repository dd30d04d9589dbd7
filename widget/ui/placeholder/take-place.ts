import { ownKeys } from '../../page/builtins/own-keys.ts'
import { putBefore } from '../../page/builtins/put-beside.ts'
import { createTable, eachOnce } from '../../page/builtins/table.ts'
import { takeOut } from '../../page/builtins/take-out.ts'
import { boxOf, readShown } from '../root/box.ts'
import { freeTargets, holdTargets } from './hold-targets.ts'

/** A frame that is held back, what stands in its place, and what that says of it. */
interface Held {
  readonly place: HTMLElement
  /** Says what has changed in the frame. */
  say(): void
}

const held = createTable<HTMLElement, Held>()
/** Those whose place is to be looked at anew. */
let unsettled: HTMLElement[] = []

const changes = new MutationObserver((records) => {
  for (const { target } of records) settle(target as HTMLElement)
})

/** So often is a placeholder put back that the page has taken away: a visitor's own blocker takes it again, and may. */
const RETURNS = 9

/**
 * Puts a placeholder where its frame is, with its box, by the rules that the page has for the frame now, and keeps it there:
 * when the page gives the frame other rules or makes its content like the server's answer, as Turbo and Livewire do.
 *
 * @returns Its undo.
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

/** As long as one has a name by which something could be opened in it; it may be given one later. */
function holdNamed(): void {
  if (held.keys().some((frame) => frame.getAttribute('name'))) holdTargets(findNamed)
  else freeTargets()
}

const findNamed = (name: string | null) =>
  listHeld(held.keys()).filter(({ frame }) => name && frame.getAttribute('name') === name)[0]

/** Those of these frames that are still held. */
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

/** All that are to be settled by the end of this task are settled together: each step has the page laid out anew. */
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
