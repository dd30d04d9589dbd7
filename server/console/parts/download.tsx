import type { ComponentChildren } from 'preact'

/** A link to a file that the server makes, such as the CSV of a list. It says what kind of file it is. */
export function DownloadLink({
  href,
  format,
  children,
}: {
  readonly href: string
  /** `CSV`, `JSON`, `ZIP`. */
  readonly format: string
  readonly children: ComponentChildren
}) {
  return (
    <a class="download" href={href} download>
      <DownloadSign />
      <span>
        {children} <span class="format">({format})</span>
      </span>
    </a>
  )
}

/** A button that saves what the browser already has as a file. Nothing is sent. */
export function SaveButton({
  name,
  type,
  content,
  children,
}: {
  /** Name of the file: `statistics-2026-11.csv`. Never personal data. */
  readonly name: string
  /** `text/csv;charset=utf-8`. */
  readonly type: string
  readonly content: () => string
  readonly children: ComponentChildren
}) {
  return (
    <button type="button" class="download" onClick={() => saveFile(name, type, content())}>
      <DownloadSign />
      {children}
    </button>
  )
}

/** Saves a text as a file of this browser. */
export function saveFile(name: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }))
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  // Later: a browser that asks where to save still reads it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

const DownloadSign = () => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    <path d="M8 2.5v8M4.5 7.5L8 11l3.5-3.5M3 13.5h10" />
  </svg>
)
