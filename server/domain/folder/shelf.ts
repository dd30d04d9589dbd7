/** Keeps the files that long work makes until they are fetched: each is replaced by the next of its name. */
export interface Shelf {
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Returns a file; `undefined` where there is none. */
  get(name: string): Promise<Uint8Array | undefined>
}

/** Name of the inspector's folder on the shelf. */
export const FOLDER_FILE = 'inspector.zip'
