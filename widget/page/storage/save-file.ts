/** Time in which a browser has begun to save what it was handed. */
const REVOKE_AFTER_MS = 60_000

/** Hands bytes to the browser to be saved under a name. */
export function saveFile(bytes: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(bytes)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS)
}
