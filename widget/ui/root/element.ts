/**
 * Builds an element with these properties and children. Banner and placeholder, which never change once they are
 * shown, are made by it: Preact alone weighs more than the two of them.
 *
 * @param children Nodes and texts; `undefined` and `false` are left out, as in JSX.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: readonly (Node | string | false | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children.filter((child) => child !== undefined && child !== false))
  return made
}

/** A button that submits nothing. */
export const button = (label: string, onclick: (event: Event) => void): HTMLButtonElement =>
  element('button', { type: 'button', onclick }, label)
