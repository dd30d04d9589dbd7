/**
 * The browser's own `Promise`, whatever the page has in its place: what an async function answers is one. The build puts it
 * wherever the widget says `Promise`.
 */
export const own = (async () => {})().constructor as PromiseConstructor
