import { createTable, eachOnce } from '../../page/builtins/table.ts'
import { takeOut } from '../../page/builtins/take-out.ts'
import { isWeb } from '../../page/builtins/to-link.ts'
import { genuine } from '../../page/genuine.ts'
import { writeJson } from '../../page/write-json.ts'
import { nameOf } from '../find-mistake.ts'
import { type Frame, give, liveIn, partsOf, takeBack, WATCHED, wantedBy } from './addresses.ts'

/** Dependencies for gating frames and other media. */
export interface FramesDeps {
  isOpen(frame: Frame): boolean
  /** Shows a placeholder for a gated frame; returns its undo function. */
  showPlaceholder(frame: Frame, loadOnce: () => void): () => void
  /** Called once for a frame that can never be loaded. */
  warn(text: string): void
}

/** Gates frames and other media. */
export interface Frames {
  /** Loads a frame if it may, else unloads it and shows a placeholder. */
  apply(frame: Frame): void
  /** Drops frames that have left the page, with their placeholders and styles. */
  dropGone(): void
}

/** Manages the page's frames, pictures and videos: each is loaded or blocked. */
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

/** Loads and unloads frames, and records what it has loaded. */
function createLoading(warn: FramesDeps['warn']) {
  /** What each frame has loaded. */
  const loaded = new WeakMap<Element, string>()
  const refused = new WeakSet<Element>()
  const forget = (frame: Frame) => {
    // Its own address is restored when it may load, since the gate removed it, not the page.
    takeBack(frame, loaded.delete(frame))
  }
  return {
    load(frame: Frame) {
      const given = writeJson(wantedBy(frame).map(([, ...address]) => address))
      // Loaded once: a page that empties a frame stops a video. Loaded again after the page has set another address: a
      // framework reuses the element.
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

/** Observes addresses and sizes: a lazy loader copies the address to the loading attribute, a framework sets another one. */
function createWatch(apply: (frame: Frame) => void): (frame: Frame) => void {
  /** Each loading element with its frame. */
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

/** Removes a copied placeholder without handlers from a page that was restored from its cached HTML, as by Turbo. */
function forgetCopy({ previousElementSibling: copy }: Frame): void {
  // A form control named `id` would shadow the form's own property.
  const id = copy && genuine(copy).getAttribute('id')
  if (id?.startsWith('kelisim-placeholder')) takeOut(copy)
}

/** Returns whether the page has loaded it itself, ignoring its placeholder content. */
const hasAddress = (frame: Frame) =>
  liveIn(frame).some(([part, name]) => part === frame && !/srcdoc|poster/.test(name))

/** Elements that may run code in the page; the others show pictures and play videos, whatever their address. */
const RUNS = /^(iframe|object|embed|link)$/

/** Returns whether it can be loaded. */
const isFit = (frame: Frame) =>
  !RUNS.test(frame.localName) ||
  [...wantedBy(frame), ...liveIn(frame)].every(
    ([, name, address]) => name === 'srcdoc' || isWeb(address),
  )

/** In CSS pixels. Smaller frames have no room for text; those, such as a tracking pixel, get no placeholder. */
const ROOM = { width: 200, height: 120 }

const hasRoom = (frame: Frame) =>
  /^(iframe|video|object|embed)$/.test(frame.localName) ||
  SIDES.every((side) => Number(frame.getAttribute(side)) >= ROOM[side])
