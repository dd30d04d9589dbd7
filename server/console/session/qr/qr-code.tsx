import { encodeQr } from './encode.ts'

/** Light modules that must surround the code. */
const QUIET = 4

/** A text as a QR code, dark on white in every theme, since cameras read nothing else. Nothing where it is too long. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const modules = encodeQr(text)
  if (!modules) return null
  const size = modules.length + 2 * QUIET
  const path = modules
    .flatMap((row, y) =>
      row.map((isDark, x) => (isDark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : '')),
    )
    .join('')
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} shape-rendering="crispEdges" />
    </svg>
  )
}
