import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shrink } from './look.ts'
import { decodePng, type Picture } from './png.ts'

// The pictures of README, made by `npm run pictures` and kept current by the tests that make them anew.

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures')

/** Mean difference, of 255, that other fonts and another day's dates make, and a changed panel exceeds. */
const MEAN_LIMIT = 7
const isMade = process.env.KELISIM_PICTURES === '1'

/** Returns the mean difference of two pictures' blocks, of 255; infinite where their sizes differ. */
export function meanDifference(one: Picture, other: Picture): number {
  if (one.width !== other.width || one.height !== other.height) return Number.POSITIVE_INFINITY
  let sum = 0
  for (const [index, value] of one.rgb.entries()) sum += Math.abs(value - (other.rgb[index] ?? 0))
  return sum / one.rgb.length
}

/**
 * Compares a screenshot with the picture of that name; where `KELISIM_PICTURES` is 1, writes it instead.
 *
 * @returns what is wrong with the picture, in words; empty where it is current.
 */
export function comparePicture(name: string, screenshot: Buffer): string[] {
  const file = join(folder, `${name}.png`)
  if (isMade) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(file, screenshot)
    return []
  }
  if (!existsSync(file)) return [`${name}: there is no picture (npm run pictures)`]
  const [kept, current] = [readFileSync(file), screenshot].map((png) => shrink(decodePng(png)))
  const difference = kept && current ? meanDifference(kept, current) : Number.POSITIVE_INFINITY
  return difference <= MEAN_LIMIT
    ? []
    : [`${name} differs by ${difference.toFixed(1)} of 255 from what is there (npm run pictures)`]
}
