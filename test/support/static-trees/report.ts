import type { JSX } from 'preact'
import type { Language } from '../../../server/contract/index.ts'
import type { components } from './components.tsx'

/** What came of a component: its markup, the values that no markup shows, and what its buttons do, each clicked once. */
export interface Tree {
  readonly markup: string
  readonly values: readonly string[]
  readonly clicked: readonly string[]
}

declare global {
  interface Window {
    trees: Record<string, Tree>
  }
}

const valuesOf = (place: Element) =>
  [...place.querySelectorAll<HTMLInputElement>('input,textarea,button,a')].map(
    ({ type, tabIndex, maxLength, required, checked, value }) =>
      [type, tabIndex, maxLength, required, checked, value].join(' '),
  )

/** Puts every component into the page, one after the other, and leaves what came of them in `window.trees`. */
export function report(
  make: typeof components,
  show: (component: JSX.Element, place: Element) => void,
): void {
  const clicked: string[] = []
  const language = document.documentElement.lang as Language
  const trees = Object.entries(make(language, (what) => clicked.push(what))).map(
    ([name, component]) => {
      const place = document.body.appendChild(document.createElement('div'))
      show(component, place)
      clicked.length = 0
      for (const button of place.querySelectorAll<HTMLButtonElement>('button[type=button]'))
        button.click()
      return [
        name,
        { markup: place.innerHTML, values: valuesOf(place), clicked: [...clicked] },
      ] as const
    },
  )
  window.trees = Object.fromEntries(trees)
}
