import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/**
 * Returns a ref and the width of its element in CSS pixels, kept up to date; 0 until it is measured. The element must be there
 * from the first render on.
 */
export function useWidth<E extends Element>(): readonly [RefObject<E>, number] {
  const ref = useRef<E>(null)
  const [widthPx, setWidthPx] = useState(0)
  useEffect(() => {
    if (!ref.current) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidthPx(Math.floor(entry.contentRect.width))
    })
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [])
  return [ref, widthPx]
}
