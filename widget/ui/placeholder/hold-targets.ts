import { genuine } from '../../page/genuine.ts'
import { standIn } from '../../page/stand-in.ts'
import { setAddress, webAddress } from '../address.ts'

/** Finds the blocked frame of that name and its placeholder. */
type FindHeld = (
  name: string | null,
) => { readonly frame: HTMLElement; readonly place: HTMLElement } | undefined

let find: FindHeld | undefined
let letCalls: (() => void) | undefined

/**
 * Redirects what would open in a blocked frame to its placeholder: links, forms, and the page's scripts that open a window or
 * submit a form. Once the frame is allowed, everything works as the page has it.
 */
export function holdTargets(findHeld: FindHeld): void {
  // In the capture phase, since the page's own listeners may stop the event. A rewritten document has lost these listeners.
  addEventListener('click', onClick, true)
  addEventListener('submit', onSubmit, true)
  find = findHeld
  letCalls ??= holdCalls()
}

/** No frame is blocked any more, so the page's own functions are restored. */
export function freeTargets(): void {
  removeEventListener('click', onClick, true)
  removeEventListener('submit', onSubmit, true)
  find = undefined
  letCalls?.()
  letCalls = undefined
}

function onClick(event: MouseEvent): void {
  // The visitor opens it in another tab.
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  const path = event.composedPath() as Element[]
  const link = path.filter((element) => element.matches?.('a,area') && hrefOf(element))[0]
  const href = link && webAddress(hrefOf(link))
  if (href && ask(targetOf(link), href)) event.preventDefault()
}

function onSubmit(event: SubmitEvent): void {
  const own = event.submitter?.getAttribute('formtarget')
  if (ask(own || targetOf(event.target as Element))) event.preventDefault()
}

/** A link in SVG may have its address in an older attribute. */
const hrefOf = (link: Element) => link.getAttribute('href') ?? link.getAttribute('xlink:href')

/** Ignores form controls that shadow the property. */
const targetOf = (element: Element): string | null =>
  genuine(element).getAttribute('target') ||
  (document.querySelector('base[target]')?.getAttribute('target') ?? null)

/** No event reports these calls. For all other names they work as before. Returns the undo function. */
function holdCalls(): () => void {
  const { open } = window
  const forms = HTMLFormElement.prototype
  const { submit } = forms
  const undos = [
    standIn(window, 'open', {
      writable: true,
      // Returns null as for a blocked pop-up; with the frame's window, the page could navigate it.
      value: (...given: Parameters<typeof open>) =>
        ask(`${given[1]}`, webAddress(`${given[0]}`)) ? null : open.apply(window, given),
    }),
    standIn(forms, 'submit', {
      writable: true,
      value(this: HTMLFormElement) {
        if (!ask(targetOf(this))) submit.call(this)
      },
    }),
  ]
  return () => {
    for (const undo of undos) undo()
  }
}

/** Passes the address to the frame's placeholder, which loads it once allowed. */
function ask(name: string | null, href?: string): boolean {
  const held = find?.(name)
  if (!held) return false
  if (href) setAddress(held.frame, href)
  held.place.querySelector<HTMLElement>('button,a[href]')?.focus()
  return true
}
