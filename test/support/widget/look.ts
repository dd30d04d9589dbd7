import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Locator } from '@playwright/test'
import { decodePng, encodePng, type Picture } from './png.ts'

// A panel's look, reduced so that another version of a font changes nothing but a changed colour or position does: text is
// painted over with its own colour, and the rest is compared by the mean colours of blocks.
//
// Playwright's `toHaveScreenshot` compares pixel by pixel and allows for a number of pixels: its references hold for the fonts
// of one machine, and a tolerance wide enough for another machine's letters no longer notices a button that has moved. Its
// masks hide whole boxes, and with them their colour.

const BLOCK_PX = 8
/** Maximum difference of one block, of 255: above a third of an edge moved by two pixels. */
const BLOCK_LIMIT = 34
/** Maximum mean difference of all blocks. */
const MEAN_LIMIT = 3.5

const folder = join(import.meta.dirname, '..', '..', 'e2e', 'looks')

/** Paints over every text inside, by line or as a whole; returns the number of texts. */
function paintOver(root: Element): number {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const parents = new Set<HTMLElement>()
  while (walker.nextNode()) {
    const { textContent, parentElement } = walker.currentNode
    if (textContent?.trim() && parentElement) parents.add(parentElement)
  }
  for (const { style, ...element } of [...parents].map((parent) => ({
    style: parent.style,
    ...{ color: getComputedStyle(parent).color, display: getComputedStyle(parent).display },
  }))) {
    const ink = element.color.replace(/^rgb\((.*)\)$/, 'rgba($1, .5)')
    const declarations = {
      'text-decoration': 'none',
      '-webkit-text-fill-color': 'transparent',
      // Inline elements move with the words before them, so their surroundings are painted.
      ...(element.display !== 'inline' && {
        'background-image': `linear-gradient(${ink}, ${ink})`,
        'background-origin': 'content-box',
        'background-size': '100% 100%',
        'background-repeat': 'no-repeat',
      }),
    }
    for (const [name, value] of Object.entries(declarations))
      style.setProperty(name, value, 'important')
  }
  return parents.size
}

function uncover(root: Element): void {
  for (const element of root.querySelectorAll<HTMLElement>('[style]')) {
    element.style.removeProperty('text-decoration')
    element.style.removeProperty('-webkit-text-fill-color')
    for (const name of ['image', 'origin', 'size', 'repeat'])
      element.style.removeProperty(`background-${name}`)
  }
}

/** Returns the mean colour of each block of a picture. */
export function shrink({ width, height, rgb }: Picture): Picture {
  const columns = Math.ceil(width / BLOCK_PX)
  const rows = Math.ceil(height / BLOCK_PX)
  const sums = new Float64Array(columns * rows * 3)
  const counts = new Uint16Array(columns * rows)
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const block = Math.floor(y / BLOCK_PX) * columns + Math.floor(x / BLOCK_PX)
      ;(counts[block] as number)++
      for (let part = 0; part < 3; part++) {
        ;(sums[block * 3 + part] as number) += rgb[at + part] as number
      }
    }
  }
  const means = sums.map((sum, index) => sum / (counts[Math.floor(index / 3)] ?? 1))
  return { width: columns, height: rows, rgb: Uint8Array.from(means, Math.round) }
}

/** Takes a screenshot of a panel. Does not scroll where it is in view, which would take four times as long. */
async function photograph(panel: Locator): Promise<Buffer> {
  const page = panel.page()
  const box = await panel.boundingBox()
  const height = page.viewportSize()?.height ?? 0
  if (!box || box.y < 0 || box.y + box.height > height) return panel.screenshot()
  const [x, y] = [Math.floor(box.x), Math.floor(box.y)]
  const [right, bottom] = [Math.ceil(box.x + box.width), Math.ceil(box.y + box.height)]
  return page.screenshot({ clip: { x, y, width: right - x, height: bottom - y } })
}

/** Returns a panel's current look as blocks. */
export async function readLook(panel: Locator): Promise<Picture> {
  const texts = await panel.evaluate(paintOver)
  if (texts === 0) throw new Error('a panel without a word has no look')
  const picture = shrink(decodePng(await photograph(panel)))
  await panel.evaluate(uncover)
  return picture
}

/** Returns the differences between two looks in words; empty where they match. */
export function compareLooks(one: Picture, other: Picture): string[] {
  const apart = [one.width - other.width, one.height - other.height].map(Math.abs)
  if (Math.max(...apart) > 1)
    return [`${other.width} × ${other.height} blocks rather than ${one.width} × ${one.height}`]
  const width = Math.min(one.width, other.width)
  const height = Math.min(one.height, other.height)
  const differences = Array.from({ length: width * height }, (_, block) => {
    const at = (look: Picture) => (Math.floor(block / width) * look.width + (block % width)) * 3
    const parts = [0, 1, 2].map((part) =>
      Math.abs((one.rgb[at(one) + part] ?? 0) - (other.rgb[at(other) + part] ?? 0)),
    )
    return Math.max(...parts)
  })
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / differences.length
  const worst = Math.max(...differences)
  const block = differences.indexOf(worst)
  const place = `${(block % width) * BLOCK_PX}, ${Math.floor(block / width) * BLOCK_PX} px`
  return [
    ...(mean > MEAN_LIMIT ? [`differs by ${mean.toFixed(1)} of 255 on average`] : []),
    ...(worst > BLOCK_LIMIT ? [`differs by ${worst} of 255 at ${place}`] : []),
  ]
}

/** Compares with the reference of that name; where `isRenewed`, rewrites one that differs or is missing. */
export async function compareWithReference(
  panel: Locator,
  name: string,
  isRenewed: boolean,
): Promise<string[]> {
  const file = join(folder, `${name}.png`)
  const look = await readLook(panel)
  const differences = existsSync(file)
    ? compareLooks(decodePng(readFileSync(file)), look)
    : ['there is no reference']
  if (!isRenewed) return differences.map((difference) => `${name}: ${difference}`)
  if (differences.length > 0) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, encodePng(look))
  }
  return []
}
