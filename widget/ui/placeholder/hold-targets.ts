import { genuine } from '../../page/genuine.ts'
import { standIn } from '../../page/stand-in.ts'
import { setAddress, webAddress } from '../address.ts'

/** Finds the frame of that name that is held back, and what stands in its place. */
type FindHeld = (
  name: string | null,
) => { readonly frame: HTMLElement; readonly place: HTMLElement } | undefined

let find: FindHeld | undefined
let letCalls: (() => void) | undefined

/**
 * What would open in a frame that is held back leads to its placeholder, which asks: links, forms, and a page's own scripts
 * that open a window or send a form. Once the frame is allowed, all of it works as the page has it.
 */
export function holdTargets(findHeld: FindHeld): void {
  // Before the page's own listeners: they may let nobody else hear of it. A document that is written anew has forgotten these.
  addEventListener('click', onClick, true)
  addEventListener('submit', onSubmit, true)
  find = findHeld
  letCalls ??= holdCalls()
}

/** Nothing is held any more: the page's own functions are what they were. */
export function freeTargets(): void {
  removeEventListener('click', onClick, true)
  removeEventListener('submit', onSubmit, true)
  find = undefined
  letCalls?.()
  letCalls = undefined
}

function onClick(event: MouseEvent): void {
  // Asked for in a tab of its own.
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

/** `a` of a drawing may have its address under an older name. */
const hrefOf = (link: Element) => link.getAttribute('href') ?? link.getAttribute('xlink:href')

/** Past a form's controls, which may be called what its own methods are. */
const targetOf = (element: Element): string | null =>
  genuine(element).getAttribute('target') ||
  (document.querySelector('base[target]')?.getAttribute('target') ?? null)

/** No event tells of these. What they did before they do for every other name. Answers the undo. */
function holdCalls(): () => void {
  const { open } = window
  const forms = HTMLFormElement.prototype
  const { submit } = forms
  const undos = [
    standIn(window, 'open', {
      writable: true,
      // As where pop-up windows are blocked: by the frame's own window the page could give it another address.
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

/** Leads to what stands in the frame's place; allowed, it shows what was asked for. */
function ask(name: string | null, href?: string): boolean {
  const held = find?.(name)
  if (!held) return false
  if (href) setAddress(held.frame, href)
  held.place.querySelector<HTMLElement>('button,a[href]')?.focus()
  return true
}
