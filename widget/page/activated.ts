/** Resolves when the page is visible: at once, unless the browser only prerenders it for a visitor who may never come. */
export const activated = async (): Promise<unknown> =>
  (document as { prerendering?: boolean }).prerendering &&
  new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }))
