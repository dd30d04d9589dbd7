import type { Locator } from '@playwright/test'

export type ComputedStyle = Readonly<Record<string, string>>

/** Properties computed from the size of an element, without a declaration. */
const sizes = /^(width|height|inline-size|block-size|perspective-origin|transform-origin)$/

/** Returns every computed property of an element except those computed from its size. */
export async function readStyle(element: Locator): Promise<ComputedStyle> {
  const [style = {}] = await readStyles(element)
  return style
}

/** Returns the same for each element of a locator. */
export async function readStyles(elements: Locator): Promise<ComputedStyle[]> {
  const all = await elements.evaluateAll((found) =>
    found.map((element) => {
      const style = getComputedStyle(element)
      return [...style].map((name) => [name, style.getPropertyValue(name)] as const)
    }),
  )
  return all.map((entries) => Object.fromEntries(entries.filter(([name]) => !sizes.test(name))))
}

interface Contrast {
  readonly text: number
  readonly border: number
}

/** Returns the contrast (WCAG 2.2) of an element's text and border with the background. */
export async function readContrast(element: Locator): Promise<Contrast> {
  const [contrast = { text: 0, border: 0 }] = await readContrasts(element)
  return contrast
}

/** Returns the same for each element of a locator. */
export const readContrasts = (elements: Locator): Promise<Contrast[]> =>
  elements.evaluateAll((found) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    const toRgba = (color: string): Uint8ClampedArray => {
      if (!canvas) throw new Error('no canvas')
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      return canvas.getImageData(0, 0, 1, 1).data
    }
    const luminance = (color: string): number => {
      const [red = 0, green = 0, blue = 0] = [...toRgba(color)].map((part) => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
    const backgroundOf = (from: Element | null): string => {
      for (let element = from; element; element = element.parentElement) {
        const { backgroundColor } = getComputedStyle(element)
        if (toRgba(backgroundColor)[3] === 255) return backgroundColor
      }
      return 'white'
    }
    const contrast = (one: string, other: string): number => {
      const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
      return (light + 0.05) / (dark + 0.05)
    }
    return found.map((element) => {
      const { color, borderTopColor } = getComputedStyle(element)
      return {
        text: contrast(color, backgroundOf(element)),
        border: contrast(borderTopColor, backgroundOf(element.parentElement)),
      }
    })
  })

interface Ground {
  /** Alpha of the background colour, 0 to 255. */
  readonly alpha: number
  /** Contrast (WCAG 2.2) of the text with that colour, on black. */
  readonly contrast: number
}

/** Returns an element's own background colour and the contrast of its text with it, without the elements behind it. */
export const readGround = (element: Locator): Promise<Ground> =>
  element.evaluate((found) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (!canvas) throw new Error('no canvas')
    const paint = (color: string) => {
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      return [...canvas.getImageData(0, 0, 1, 1).data]
    }
    const luminance = ([red = 0, green = 0, blue = 0]: number[]): number => {
      const parts = [red, green, blue].map((part) => {
        const share = part / 255
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
      })
      const [r = 0, g = 0, b = 0] = parts
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const { color, backgroundColor } = getComputedStyle(found)
    const ground = paint(backgroundColor)
    const [one, other] = [luminance(paint(color)), luminance(ground)]
    return {
      alpha: ground[3] ?? 0,
      contrast: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05),
    }
  })
