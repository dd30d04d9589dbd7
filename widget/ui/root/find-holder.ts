/**
 * What holds the widget's own elements: the document's element, so that they stand beside the body and are no child that
 * the page's rules count. In a page of frames it is the frameset, which draws nothing but its frames: there is no place for
 * them, and the page in the frame asks.
 */
export const findHolder = (): HTMLElement =>
  document.querySelector<HTMLElement>('html>frameset') ?? document.documentElement
