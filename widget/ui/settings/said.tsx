/**
 * Text that changes while it is shown. A browser that translates the page replaces text nodes by its own, and what is later
 * written into the original nodes is not visible. So each new text gets a new element.
 */
export const Said = ({ text }: { readonly text: string }) => <span key={text}>{text}</span>
