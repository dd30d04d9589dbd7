/** The statement that is signed: whoever has it can tell every other file that was changed, added or taken away. */
export interface FolderManifest {
  readonly schema: 'kelisim-folder-1'
  readonly operator: { readonly name: string; readonly bin: string }
  readonly server: string | null
  readonly from: string
  readonly to: string
  readonly timeZone: string
  readonly madeAt: string
  /** SHA-256 of each file, hex, by its path. */
  readonly files: Readonly<Record<string, string>>
}
