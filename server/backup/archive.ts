/** Object storage for data that must outlive a Durable Object: the list of deletions, checkpoints, backups. */
export interface Archive {
  /** @returns `null` where the condition does not hold. */
  put(
    key: string,
    value: string | Uint8Array,
    options?: {
      readonly onlyIf: { readonly etagMatches?: string; readonly etagDoesNotMatch?: string }
    },
  ): Promise<unknown>
  list(options: { readonly prefix: string; readonly cursor?: string }): Promise<{
    readonly objects: readonly { readonly key: string }[]
    readonly truncated: boolean
    readonly cursor?: string
  }>
  get(key: string): Promise<{
    readonly etag: string
    /** In bytes. */
    readonly size: number
    text(): Promise<string>
    arrayBuffer(): Promise<ArrayBuffer>
  } | null>
  delete(keys: readonly string[]): Promise<void>
}

/** Returns the names of all objects with a prefix, without the prefix. */
export async function listNames(archive: Archive, prefix: string): Promise<string[]> {
  const names: string[] = []
  for (let cursor: string | undefined; ; ) {
    const page = await archive.list({ prefix, ...(cursor !== undefined && { cursor }) })
    names.push(...page.objects.map(({ key }) => key.slice(prefix.length)))
    cursor = page.cursor
    if (!page.truncated) return names
  }
}
