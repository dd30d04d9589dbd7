import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

/** Returns an element's width in CSS pixels, kept up to date; 0 until it is on the page. */
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
