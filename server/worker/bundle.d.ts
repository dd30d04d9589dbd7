/** What a deployment carries: written by the build (setup/worker/bundle.ts). */
declare module 'virtual:kelisim-bundle' {
  import type { PolicyLibrary } from '../domain/policy/policy.ts'
  import type { Migration } from '../store/sqlite/durable/durable-storage.ts'

  /** Files that are handed out, by the path they are asked for; base64. */
  export const files: Readonly<Record<string, string>>
  /** The banner in every language, as source that may stand in the loader. */
  export const firstSource: string
  export const policies: PolicyLibrary
  export const migrations: readonly Migration[]
}
