import { unzipSync } from 'fflate'

/** The files of a folder by path, below the folder itself. */
export type Files = ReadonlyMap<string, Uint8Array<ArrayBuffer>>

/** Parts of a path that a file manager adds by itself. */
const OF_THE_SYSTEM = /(^|\/)(\.DS_Store|Thumbs\.db|desktop\.ini|__MACOSX\/.*)$/

const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

function readArchive(bytes: Uint8Array): Files {
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const [path, content] of Object.entries(unzipSync(bytes)))
    if (!path.endsWith('/') && !OF_THE_SYSTEM.test(path)) files.set(path, own(content))
  return files
}

/** Path below the folder that was chosen: the browser puts the folder's own name before it. */
const pathOf = ({ webkitRelativePath, name }: File): string =>
  webkitRelativePath === '' ? name : webkitRelativePath.split('/').slice(1).join('/')

/** Reads the archive, or the folder that it was unpacked to. @throws where the archive is damaged. */
export async function readFiles(chosen: readonly File[]): Promise<Files> {
  const [first] = chosen
  if (chosen.length === 1 && first?.name.endsWith('.zip'))
    return readArchive(new Uint8Array(await first.arrayBuffer()))
  const files = new Map<string, Uint8Array<ArrayBuffer>>()
  for (const file of chosen) {
    const path = pathOf(file)
    if (!OF_THE_SYSTEM.test(path)) files.set(path, new Uint8Array(await file.arrayBuffer()))
  }
  return files
}
