import type { ComponentChild } from 'preact'

type Child = Node | string | false | undefined | readonly (Node | string)[]

/**
 * Stands in for Preact's `h` in the parts whose trees never change once they are shown: the build puts it in its place, since
 * Preact alone weighs more than all of them (decision 042). It makes the elements themselves. `test/e2e/static-trees.spec.ts` holds
 * each component to the tree that Preact makes of it.
 *
 * @param name of an HTML element.
 * @param properties as in JSX, under HTML's own names: `class`. What an element has no property for is set as an attribute.
 * @param children Nodes and texts; what is empty or `false` is left out, as in JSX.
 */
export function h(
  name: string,
  properties: Readonly<Record<string, never>> | null,
  ...children: readonly Child[]
): HTMLElement {
  const made = document.createElement(name)
  // What a page adds to every object, this one has already.
  for (const property in properties) {
    const value = properties[property]
    if (property in made) made[property as 'id'] = value as never
    else made.setAttribute(property, value as never)
  }
  // By a fragment: pages have an `append` of their own on elements.
  const content = document.createDocumentFragment()
  content.append(...(children.flat().filter((child) => child) as Node[]))
  made.appendChild(content)
  return made
}

/** Returns the element that a static component is. */
export const draw = (tree: ComponentChild): HTMLElement => tree as never
