/**
 * Words that change while they are shown. A browser that translates the page takes their text out of the page and puts its own in
 * its place: what is written into it afterwards nobody sees. So each new text comes with an element of its own.
 */
export const Said = ({ text }: { readonly text: string }) => <span key={text}>{text}</span>
