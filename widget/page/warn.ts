/** Logs the widget's only kind of console line: what is wrong in the page, and what to do about it. */
export function warn(text: string): void {
  // biome-ignore lint/suspicious/noConsole: the only place that writes to the host page's console
  console.warn(`[kelisim] ${text}`)
}
