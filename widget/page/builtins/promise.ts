/**
 * The browser's own `Promise`, even if the page has replaced it: async functions return one. The build inserts it wherever
 * the widget uses `Promise`.
 */
export const own = (async () => {})().constructor as PromiseConstructor
