import { crc32, deflateSync, inflateSync } from 'node:zlib'

// PNG as far as screenshots need it (ISO/IEC 15948): 8 bits a channel, not interlaced, with or without transparency.

/** Pixels row by row, three bytes each: red, green, blue. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
}

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const RGB = 2
const RGBA = 6

interface Chunk {
  readonly type: string
  readonly data: Buffer
}

function* readChunks(file: Buffer): Generator<Chunk> {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG')
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    yield {
      type: file.toString('latin1', at + 4, at + 8),
      data: file.subarray(at + 8, at + 8 + length),
    }
    at += length + 12
  }
}

/** What a filter predicts from the bytes to the left, above, and above to the left (section 9.2). */
const predictors: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const [byLeft, byUp, byCorner] = [up - corner, left - corner, left + up - 2 * corner].map(
      Math.abs,
    ) as [number, number, number]
    if (byLeft <= byUp && byLeft <= byCorner) return left
    return byUp <= byCorner ? up : corner
  },
]

/** Reads a PNG, without its transparency. */
export function decodePng(file: Buffer): Picture {
  const chunks = [...readChunks(file)]
  const header = chunks.find(({ type }) => type === 'IHDR')?.data
  if (!header) throw new Error('a PNG without a header')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth, color, , , interlace] = header.subarray(8)
  if (depth !== 8 || interlace !== 0 || (color !== RGB && color !== RGBA))
    throw new Error(`a PNG of another kind: ${depth} bits, colour type ${color}`)
  const channels = color === RGB ? 3 : 4
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  const bytes = unfilter(inflateSync(Buffer.concat(packed)), width * channels, height, channels)
  const rgb = new Uint8Array(width * height * 3)
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let part = 0; part < 3; part++) {
      rgb[pixel * 3 + part] = bytes[pixel * channels + part] ?? 0
    }
  }
  return { width, height, rgb }
}

/** One row without its filter. `above` is the row before it, without its own. */
function unfilterRow(filter: number, row: Buffer, above: Uint8Array, channels: number): Uint8Array {
  const predict = predictors[filter]
  if (!predict) throw new Error('a PNG with an unknown filter')
  const bytes = new Uint8Array(row.length)
  for (const [at, byte] of row.entries()) {
    // Before the first pixel everything counts as 0.
    bytes[at] = byte + predict(bytes[at - channels] ?? 0, above[at] ?? 0, above[at - channels] ?? 0)
  }
  return bytes
}

function unfilter(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const bytes = new Uint8Array(stride * height)
  let above = new Uint8Array(stride)
  for (let row = 0; row < height; row++) {
    const at = row * (stride + 1)
    const filtered = raw.subarray(at + 1, at + 1 + stride)
    above = new Uint8Array(unfilterRow(raw[at] ?? 0, filtered, above, channels))
    bytes.set(above, row * stride)
  }
  return bytes
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Writes a PNG. */
export function encodePng({ width, height, rgb }: Picture): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, RGB, 0, 0, 0], 8)
  const rows = Array.from({ length: height }, (_, row) =>
    Buffer.concat([Buffer.alloc(1), rgb.subarray(row * width * 3, (row + 1) * width * 3)]),
  )
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
