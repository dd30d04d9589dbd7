import type { Archive } from '../backup/archive.ts'
import type { Shelf } from '../domain/folder/shelf.ts'

/** Keeps files of a site as objects in the bucket. */
export const createArchiveShelf = (archive: Archive, host: string): Shelf => ({
  async put(name, bytes) {
    await archive.put(`${host}/made/${name}`, bytes)
  },
  async get(name) {
    const object = await archive.get(`${host}/made/${name}`)
    return object ? new Uint8Array(await object.arrayBuffer()) : undefined
  },
})
