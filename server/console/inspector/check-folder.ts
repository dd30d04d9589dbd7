import type { FolderManifest } from '../../domain/folder/manifest.ts'
import { checkChain } from './check-chain.ts'
import { createVerify, type FolderKey, isNamedByItself, sha256 } from './cryptography.ts'
import { type Check, textOf } from './folder-lists.ts'
import type { Files } from './read-files.ts'

/** What the folder says of itself, once its signature was verified. */
export interface Checked {
  readonly manifest: FolderManifest | undefined
  /** Those that verified its list and checkpoints, by thumbprint: each must be one that the school publishes. */
  readonly keys: readonly string[]
  readonly checks: readonly Check[]
}

/** Files that the signed list does not name: it cannot contain itself. */
const UNLISTED = new Set(['manifest.jws'])

function readKeys(files: Files): readonly FolderKey[] {
  try {
    const { keys }: { keys?: unknown } = JSON.parse(textOf(files, 'keys.json'))
    return Array.isArray(keys) ? keys.map((key) => ({ ...key })) : []
  } catch {
    return []
  }
}

/** Checks that each key stands under its own thumbprint; one that does not verifies nothing. */
async function checkKeys(files: Files) {
  const keys = readKeys(files)
  const named = await Promise.all(keys.map(isNamedByItself))
  const problems = keys
    .filter((_, index) => !named[index])
    .map(({ kid }) => `≠ keys.json: ${String(kid)}`)
  const check: Check = { name: 'keys', count: keys.length, problems }
  return { keys: keys.filter((_, index) => named[index]), check }
}

async function checkFiles(files: Files, manifest: FolderManifest | undefined): Promise<Check> {
  const listed = manifest?.files ?? {}
  const problems: string[] = []
  for (const [path, hash] of Object.entries(listed)) {
    const content = files.get(path)
    if (!content) problems.push(`− ${path}`)
    else if ((await sha256(content)) !== hash) problems.push(`≠ ${path}`)
  }
  for (const path of files.keys())
    if (!(path in listed) && !UNLISTED.has(path)) problems.push(`+ ${path}`)
  return { name: 'files', count: Object.keys(listed).length, problems }
}

async function checkNotices(files: Files): Promise<Check> {
  const problems: string[] = []
  const paths = [...files.keys()].filter((path) => path.startsWith('notices/'))
  for (const path of paths) {
    const content = files.get(path)
    if (content && `notices/${await sha256(content)}.txt` !== path) problems.push(`≠ ${path}`)
  }
  return { name: 'notices', count: paths.length, problems }
}

/** Checks everything in a folder: nothing of it is sent anywhere. */
export async function checkFolder(files: Files): Promise<Checked> {
  const { keys, check } = await checkKeys(files)
  const verifiedBy = new Set<string>()
  const verify = createVerify(keys, (kid) => verifiedBy.add(kid))
  const signed = await verify(textOf(files, 'manifest.jws').trim(), 'folder')
  const manifest = signed === undefined ? undefined : (JSON.parse(signed) as FolderManifest)
  const problems = manifest ? [] : ['≠ manifest.jws']
  const checks = [
    check,
    { name: 'signature', count: 1, problems } as const,
    await checkFiles(files, manifest),
    ...(await checkChain(files, verify)),
    await checkNotices(files),
  ]
  return { manifest, keys: [...verifiedBy], checks }
}
