/** Time after which a browser has certainly started saving. */
const REVOKE_AFTER_MS = 60_000

/** Saves bytes as a file with this name. */
export function saveFile(bytes: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(bytes)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), REVOKE_AFTER_MS)
}
