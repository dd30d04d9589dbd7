import { buildCodewords, findVersion } from './bits.ts'

/** A QR code as rows of modules: `true` is dark. Without the quiet zone of four modules around it. */
export type Modules = readonly (readonly boolean[])[]

interface Drawing {
  readonly size: number
  readonly dark: boolean[][]
  /** Modules that belong to a pattern and carry no data. */
  readonly fixed: boolean[][]
}

const set = ({ dark, fixed, size }: Drawing, x: number, y: number, isDark: boolean) => {
  if (x < 0 || y < 0 || x >= size || y >= size) return
  const [row, fixedRow] = [dark[y], fixed[y]]
  if (row) row[x] = isDark
  if (fixedRow) fixedRow[x] = true
}

/** Squares within each other around a centre: dark but for these rings. */
function drawRings(
  drawing: Drawing,
  x: number,
  y: number,
  radius: number,
  light: readonly number[],
) {
  for (let dy = -radius; dy <= radius; dy++)
    for (let dx = -radius; dx <= radius; dx++)
      set(drawing, x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
}

/** Centres of the alignment patterns on either axis. */
function listAlignments(version: number, size: number): readonly number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = Math.ceil((size - 13) / (2 * count - 2)) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, at) => size - 7 - at * step).reverse()]
}

function drawPatterns(drawing: Drawing, version: number) {
  const { size, fixed } = drawing
  for (let at = 0; at < size; at++) {
    set(drawing, 6, at, at % 2 === 0)
    set(drawing, at, 6, at % 2 === 0)
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    drawRings(drawing, x, y, 4, [2, 4])
  const centres = listAlignments(version, size)
  for (const y of centres)
    for (const x of centres)
      if (!fixed[y]?.[x] || (x === 6) !== (y === 6)) drawAlignment(drawing, x, y)
}

/** None where a finder pattern stands. */
function drawAlignment(drawing: Drawing, x: number, y: number) {
  const isAtFinder = (x === 6 && y > drawing.size - 8) || (y === 6 && x > drawing.size - 8)
  if (!isAtFinder) drawRings(drawing, x, y, 2, [1])
}

/** Remainder of a value by a polynomial: the check bits of format and version. */
function appendCheck(value: number, bits: number, polynomial: number): number {
  let rest = value
  for (let step = 0; step < bits; step++) rest = (rest << 1) ^ ((rest >>> (bits - 1)) * polynomial)
  return (value << bits) | rest
}

/** Level M is 0, and the mask 0: every other module is turned, as a chessboard. */
const FORMAT = appendCheck(0, 10, 0x537) ^ 0x5412

function drawFormat(drawing: Drawing) {
  const { size } = drawing
  const bit = (at: number) => ((FORMAT >>> at) & 1) === 1
  for (let at = 0; at <= 5; at++) set(drawing, 8, at, bit(at))
  set(drawing, 8, 7, bit(6))
  set(drawing, 8, 8, bit(7))
  set(drawing, 7, 8, bit(8))
  for (let at = 9; at < 15; at++) set(drawing, 14 - at, 8, bit(at))
  for (let at = 0; at < 8; at++) set(drawing, size - 1 - at, 8, bit(at))
  for (let at = 8; at < 15; at++) set(drawing, 8, size - 15 + at, bit(at))
  set(drawing, 8, size - 8, true)
}

function drawVersion(drawing: Drawing, version: number) {
  if (version < 7) return
  const bits = appendCheck(version, 12, 0x1f25)
  for (let at = 0; at < 18; at++) {
    const [x, y] = [drawing.size - 11 + (at % 3), Math.floor(at / 3)]
    set(drawing, x, y, ((bits >>> at) & 1) === 1)
    set(drawing, y, x, ((bits >>> at) & 1) === 1)
  }
}

/** The right column of each pair, from the right; the column of the timing pattern is left out. */
const listPairs = (size: number): readonly number[] =>
  Array.from({ length: (size - 1) / 2 }, (_, pair) => size - 1 - 2 * pair).map((right) =>
    right <= 6 ? right - 1 : right,
  )

/** Modules that carry data, in their order: in pairs of columns, up and down in turn. */
const listPlaces = ({ size, fixed }: Drawing): readonly (readonly [x: number, y: number])[] =>
  listPairs(size).flatMap((right, pair) =>
    Array.from({ length: size }, (_, step) => (pair % 2 === 0 ? size - 1 - step : step))
      .flatMap((y) => [[right, y] as const, [right - 1, y] as const])
      .filter(([x, y]) => !fixed[y]?.[x]),
  )

/**
 * Encodes a text as a QR code (ISO/IEC 18004): bytes, level M, the smallest version up to 10, mask 0.
 *
 * @returns `undefined` where the text is longer than 213 bytes.
 */
export function encodeQr(text: string): Modules | undefined {
  const bytes = new TextEncoder().encode(text)
  const version = findVersion(bytes.length)
  if (version === undefined) return undefined
  const size = 17 + 4 * version
  const blank = () => Array.from({ length: size }, () => Array<boolean>(size).fill(false))
  const drawing: Drawing = { size, dark: blank(), fixed: blank() }
  drawPatterns(drawing, version)
  drawFormat(drawing)
  drawVersion(drawing, version)
  const codewords = buildCodewords(bytes, version)
  let at = 0
  for (const [x, y] of listPlaces(drawing)) {
    const isDark = (((codewords[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1) === 1
    const row = drawing.dark[y]
    if (row) row[x] = isDark !== ((x + y) % 2 === 0)
    at++
  }
  return drawing.dark
}
