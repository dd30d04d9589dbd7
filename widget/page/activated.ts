/** Resolves when the page is seen: at once, unless the browser only prepares it for a visitor who may never come. */
export const activated = async (): Promise<unknown> =>
  (document as { prerendering?: boolean }).prerendering &&
  new Promise((resolve) => document.addEventListener('prerenderingchange', resolve, { once: true }))
