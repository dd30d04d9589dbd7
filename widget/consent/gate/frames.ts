import { createTable, eachOnce } from '../../page/builtins/table.ts'
import { takeOut } from '../../page/builtins/take-out.ts'
import { isWeb } from '../../page/builtins/to-link.ts'
import { genuine } from '../../page/genuine.ts'
import { writeJson } from '../../page/write-json.ts'
import { nameOf } from '../find-mistake.ts'
import { type Frame, give, liveIn, partsOf, takeBack, WATCHED, wantedBy } from './addresses.ts'

/** What is needed to hold frames and the like back. */
export interface FramesDeps {
  isOpen(frame: Frame): boolean
  /** Shows something in the place of a frame that waits; answers its undo. */
  showPlaceholder(frame: Frame, loadOnce: () => void): () => void
  /** Is told of a frame that is never loaded, once. */
  warn(text: string): void
}

/** What holds frames and the like back. */
export interface Frames {
  /** Loads what may be loaded, and else takes it back and shows a placeholder. */
  apply(frame: Frame): void
  /** Forgets frames that have left the page: their placeholders would stay, and their styles. */
  dropGone(): void
}

/** Frames, pictures and films of the page, each loaded or held back. */
export function createFrames({ isOpen, showPlaceholder, warn }: FramesDeps): Frames {
  const loadedOnce = new WeakSet<Element>()
  const placeholders = createTable<Frame, () => void>()
  const loading = createLoading(warn)

  const dropPlaceholder = (frame: Frame) => {
    placeholders.get(frame)?.()
    placeholders.drop(frame)
  }
  const load = (frame: Frame) => {
    dropPlaceholder(frame)
    loading.load(frame)
  }
  const loadOnce = (frame: Frame) => {
    loadedOnce.add(frame)
    load(frame)
  }
  const holdBack = (frame: Frame) => {
    loading.takeBack(frame)
    if (!hasRoom(frame) || placeholders.get(frame)) return
    placeholders.set(
      frame,
      showPlaceholder(frame, () => loadOnce(frame)),
    )
  }
  const apply = (frame: Frame) => {
    if (!placeholders.get(frame)) forgetCopy(frame)
    if (!isFit(frame)) {
      dropPlaceholder(frame)
      loading.refuse(frame)
    } else if (loadedOnce.has(frame) || isOpen(frame)) load(frame)
    else holdBack(frame)
  }
  const watch = createWatch(apply)
  return {
    apply(frame) {
      watch(frame)
      apply(frame)
    },
    dropGone() {
      for (const frame of placeholders.keys()) if (!frame.isConnected) dropPlaceholder(frame)
    },
  }
}

/** Loads, and takes back; knows what it has given. */
function createLoading(warn: FramesDeps['warn']) {
  /** What each has been given. */
  const loaded = new WeakMap<Element, string>()
  const refused = new WeakSet<Element>()
  const forget = (frame: Frame) => {
    // Its own address is given again when it may be: the page has not stopped it, this has.
    takeBack(frame, loaded.delete(frame))
  }
  return {
    load(frame: Frame) {
      const given = writeJson(wantedBy(frame).map(([, ...address]) => address))
      // Given once: a page that empties it stops a video. Anew where it has since named another address: a framework keeps
      // the element and changes its attribute.
      if (loaded.get(frame) === given) return
      const isOwn = !loaded.has(frame) && hasAddress(frame)
      loaded.set(frame, given)
      if (isOwn) return
      try {
        give(frame)
      } catch (error) {
        warn(`${nameOf(frame.localName, frame.dataset.category)} cannot load here: ${error}`)
      }
    },
    takeBack: forget,
    refuse(frame: Frame) {
      forget(frame)
      if (refused.has(frame)) return
      refused.add(frame)
      const name = nameOf(frame.localName, frame.dataset.category)
      warn(`${name} stays off: only http and https are loaded.`)
    },
  }
}

const SIDES = ['width', 'height'] as const

/** Sees addresses and sizes change: a lazy loader copies one to where it loads, a framework names another. */
function createWatch(apply: (frame: Frame) => void): (frame: Frame) => void {
  /** Each element that loads, and for which frame. */
  const watched = new WeakMap<Node, Frame>()
  const observer = new MutationObserver((changes) => {
    const frames = changes.flatMap(({ target }) => watched.get(target) ?? [])
    for (const frame of eachOnce(frames)) if (frame.isConnected) apply(frame)
  })
  return (frame) => {
    for (const part of partsOf(frame)) {
      if (!watched.has(part)) observer.observe(part, { attributeFilter: [...WATCHED, ...SIDES] })
      watched.set(part, frame)
    }
  }
}

/** A page that is shown again from a copy of itself, as Turbo does, has a copy of the placeholder too: without life. */
function forgetCopy({ previousElementSibling: copy }: Frame): void {
  // A form's control may be called `id`, and stands for the form's own then.
  const id = copy && genuine(copy).getAttribute('id')
  if (id?.startsWith('kelisim-placeholder')) takeOut(copy)
}

/** Whether the page has loaded it by itself; not by what it shows meanwhile. */
const hasAddress = (frame: Frame) =>
  liveIn(frame).some(([part, name]) => part === frame && !/srcdoc|poster/.test(name))

/** What may run as the page's own code; the rest shows pictures and plays films, whatever they are called. */
const RUNS = /^(iframe|object|embed|link)$/

/** Whether it can be loaded. */
const isFit = (frame: Frame) =>
  !RUNS.test(frame.localName) ||
  [...wantedBy(frame), ...liveIn(frame)].every(
    ([, name, address]) => name === 'srcdoc' || isWeb(address),
  )

/** In CSS pixels: less has no room for words. What is smaller, a counting pixel say, is simply not there. */
const ROOM = { width: 200, height: 120 }

const hasRoom = (frame: Frame) =>
  /^(iframe|video|object|embed)$/.test(frame.localName) ||
  SIDES.every((side) => Number(frame.getAttribute(side)) >= ROOM[side])
