import { putBefore } from '../../page/builtins/put-beside.ts'
import { takeOut } from '../../page/builtins/take-out.ts'
import { standIn } from '../../page/stand-in.ts'
import { isPlainText, RUNS } from '../find-mistake.ts'

/** Where what a script writes is put. */
export interface Place {
  /** The script as the page has it. */
  readonly held: HTMLElement
  /** What has been written and is not whole yet. */
  written: string
}

/**
 * Puts what old scripts write where they stand, until the undo. So late `document.write` would begin the whole page anew, and
 * of a script that has been waited for browsers ignore it.
 *
 * @param placeOf the place of the script whose code runs now, if it is one that runs late: for others nothing changes.
 */
export function takeWriting(placeOf: () => Place | undefined): () => void {
  const page = window.document
  const { open, close, write, writeln } = page
  const stand = (
    name: 'open' | 'close' | 'write' | 'writeln',
    own: (...given: never) => unknown,
    late: (place: Place, given: readonly string[]) => unknown,
  ) =>
    standIn(page, name, {
      writable: true,
      value(...given: string[]) {
        const place = placeOf()
        return place ? late(place, given) : own.apply(page, given as never)
      },
    })
  const undos = [
    stand('write', write, (place, html) => put(place, html.join(''))),
    stand('writeln', writeln, (place, html) => put(place, `${html.join('')}\n`)),
    // It is open, and stays what it is.
    stand('open', open, () => page),
    stand('close', close, () => {}),
  ]
  return () => {
    for (const undo of undos) undo()
  }
}

/** `Node.COMMENT_NODE`, where the page has no other `Node`. */
const COMMENT_NODE = 8

/** A mark behind what was written: where it stands tells whether that is whole. */
const END = 'kelisim-end'

/** Puts it there at once, as scripts expect, unless a tag or an element is still open: then with what follows. */
function put(place: Place, html: string): void {
  place.written += html
  const made = document.createElement('template')
  made.innerHTML = `${place.written}<!--${END}-->`
  const last = made.content.lastChild
  if (last?.nodeType !== COMMENT_NODE || last.nodeValue !== END) return
  takeOut(last)
  insert(place, made.content)
}

/** Puts what is left there, whole or not, as a page's end would. */
export function endWriting(place: Place): void {
  if (!place.written) return
  const made = document.createElement('template')
  made.innerHTML = place.written
  insert(place, made.content)
}

function insert(place: Place, content: DocumentFragment): void {
  place.written = ''
  for (const script of content.querySelectorAll('script')) holdBack(script, place.held)
  // Its framework may have taken the script away meanwhile.
  if (place.held.parentNode) putBefore(content, place.held)
  else (window.document.body ?? window.document.documentElement).appendChild(content)
}

/**
 * A script that a script writes runs in its turn, for the purpose of its writer, and for its own too where it names one. What
 * is held back already waits for its own.
 */
function holdBack(script: HTMLScriptElement, writer: HTMLElement): void {
  const { dataset } = script
  const type = script.getAttribute('type')
  const src = script.getAttribute('src')
  if (isPlainText(type) || !RUNS.test(type ?? '')) return
  if (type) dataset.type = type
  script.type = 'text/plain'
  dataset.category = [writer.dataset.category, dataset.category].filter(Boolean).join()
  if (!src) return
  dataset.src = src
  script.removeAttribute('src')
}
