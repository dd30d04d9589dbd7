/**
 * Returns the parent of the widget's own elements: the document element, so that they are outside the body and do not affect
 * the page's child selectors. In a frameset page it is the frameset, which renders only its frames; the page in a frame asks
 * instead.
 */
export const findHolder = (): HTMLElement =>
  document.querySelector<HTMLElement>('html>frameset') ?? document.documentElement
