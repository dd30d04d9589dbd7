import { letOthersRun } from '../jobs/let-others-run.ts'
import type { FolderFiles } from './files.ts'

/** The archive of one folder must be the same for the same content. */
const ZIP_TIME = '1980-01-01T00:00:00'

/** Bytes that are compressed at once, which takes some milliseconds. */
const PIECE_BYTES = 1_000_000

/** Returns the archive of a folder. Others run while it is packed. */
export async function pack(files: FolderFiles): Promise<Uint8Array> {
  const { strToU8, Zip, ZipDeflate } = await import('fflate')
  const packed: Uint8Array[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    packed.push(piece)
  })
  for (const [path, text] of files) {
    const bytes = strToU8(text)
    const file = new ZipDeflate(path, { level: 6 })
    file.mtime = ZIP_TIME
    zip.add(file)
    for (let at = 0, isLast = false; !isLast; at += PIECE_BYTES) {
      isLast = at + PIECE_BYTES >= bytes.length
      file.push(bytes.subarray(at, at + PIECE_BYTES), isLast)
      await letOthersRun()
    }
  }
  zip.end()
  return Buffer.concat(packed)
}
