/** Files embedded in a deployment, written by the build (setup/worker/bundle.ts). */
declare module 'virtual:kelisim-bundle' {
  import type { PolicyLibrary } from '../domain/policy/policy.ts'
  import type { Migration } from '../store/sqlite/durable/durable-storage.ts'

  /** Served files by path: the text of one, or in a list the base64 of one that is not text. */
  export const files: Readonly<Record<string, string | readonly [string]>>
  /** The banner in every language, as source that can be embedded in the loader. */
  export const firstSource: string
  export const policies: PolicyLibrary
  export const migrations: readonly Migration[]
}
