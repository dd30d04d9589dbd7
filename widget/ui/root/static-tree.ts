import type { ComponentChild } from 'preact'

type Child = Node | string | false | undefined | readonly (Node | string)[]

/**
 * Replaces Preact's `h` in parts whose trees never change once they are shown; the build substitutes it, since Preact alone
 * is larger than all of them (decision 042). It creates the elements directly. `test/e2e/panels/static-trees.spec.ts` compares each
 * component with the tree that Preact renders.
 *
 * @param name of an HTML element.
 * @param properties as in JSX, under HTML's own names: `class`. Those without an element property are set as attributes.
 * @param children Nodes and strings; empty or `false` ones are omitted, as in JSX.
 */
export function h(
  name: string,
  properties: Readonly<Record<string, never>> | null,
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(name)
  // Properties that a page adds to every object exist on the element already.
  for (const property in properties) {
    const value = properties[property]
    if (property in made) made[property as 'id'] = value as never
    else made.setAttribute(property, value as never)
  }
  // Through a fragment, since pages may replace `append` of elements.
  const content = document.createDocumentFragment()
  content.append(...(children.flat().filter((child) => child) as Node[]))
  made.appendChild(content)
  return made
}

/** Returns the element of a static component. */
export const draw = (tree: ComponentChild): HTMLElement => tree as never
