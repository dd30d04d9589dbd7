import { toLink } from '../../page/builtins/to-link.ts'

/** What a tag of others is given. */
export interface TagDeps {
  /** Removes what it keeps in the browser under these names. */
  remove(patterns: readonly string[]): void
  /** Is told once what is wrong in the page, and what to do about it. */
  warn(text: string): void
}

/** Loads a script of others, once. */
export function loadScript(src: string): void {
  const script = document.createElement('script')
  script.src = src
  script.async = true
  document.head.appendChild(script)
}

/** Address of this page without query and fragment, which may hold what a visitor has typed (TP-09). */
export const plainAddress = (): string => location.origin + location.pathname

/** Site that the visitor came from, without path. */
export function plainReferrer(): string {
  const { referrer } = document
  return referrer && toLink(referrer).origin
}

/** Names once what a page runs without asking, before the widget could hold it back. */
export function warnOfUngated(address: string, warn: TagDeps['warn']): void {
  const { origin } = toLink(address)
  const script = [...document.scripts].filter(
    ({ src, type }) => type !== 'text/plain' && src.startsWith(origin),
  )[0]
  if (script)
    warn(
      `${script.src} runs without consent: remove it, since the widget loads this tag, or add type="text/plain" data-category="analytics".`,
    )
}
