import type { FolderBody } from '../../contract/index.ts'
import { buildFolder } from '../../domain/folder/build-folder.ts'
import { FolderTooLargeError } from '../../domain/folder/collect.ts'
import { FOLDER_FILE } from '../../domain/folder/shelf.ts'
import type { LongJobOutcome } from '../../domain/jobs/long-job.ts'
import { sealLedger } from '../../domain/ledger/sealer.ts'
import { audit } from '../../domain/registers/audit.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { operation } from '../../http/operations/operation.ts'
import { staff } from '../../http/operations/who.ts'
import { start } from './jobs.ts'

/** Name of the script of the page that checks the folder, up to the hash of its content. */
const CHECK_SCRIPT = '/admin/assets/check-folder-'

function readCheckScript({ assets }: AppDeps): string | undefined {
  for (const [path, { body }] of assets.files)
    if (path.startsWith(CHECK_SCRIPT)) return new TextDecoder().decode(body)
  return undefined
}

type FolderMaking = AppDeps & Required<Pick<AppDeps, 'openLedger' | 'shelf'>>

const canMake = (deps: AppDeps): deps is FolderMaking =>
  deps.openLedger !== undefined && deps.shelf !== undefined

async function make(deps: FolderMaking, { from, to }: FolderBody): Promise<LongJobOutcome> {
  // What happened a moment ago belongs to it.
  await sealLedger(deps)
  const period = { from, to, timeZone: deps.site.timeZone }
  try {
    const given = { ...deps, checkScript: readCheckScript(deps) }
    const { archive, summary } = await buildFolder(given, period)
    await deps.shelf.put(FOLDER_FILE, archive)
    return { kind: 'done', result: summary }
  } catch (error) {
    if (error instanceof FolderTooLargeError) return { kind: 'failed', reason: 'too_large' }
    throw error
  }
}

/** The inspector's folder: made as a work of its own, and fetched. */
export const folderOperations = [
  operation({
    ...{ method: 'post', path: '/v1/admin/jobs/folder', tag: 'Console', id: 'makeFolder' },
    who: staff('auditor'),
    summary: 'Make the inspector’s folder of a period',
    description:
      'One signed archive of what was sealed on these days: policy versions, consents, registers, requests without a word of ' +
      'what people wrote, checkpoints and keys, with a page that checks everything in a browser without a network. No personal data.',
    body: { schema: 'FolderBody', takes: 'json' },
    answers: [{ status: 202, description: 'Started. It goes on by itself.', schema: 'LongJob' }],
    errors: ['job_running', 'not_found', 'invalid_body'],
    handler:
      (deps) =>
      ({ body, staff: { id: by } }) => {
        if (!canMake(deps)) throw new ApiError('not_found')
        if (body.from > body.to)
          throw new ApiError('invalid_body', { fields: { from: 'invalid', to: 'invalid' } })
        return start(deps, { kind: 'folder', by }, () => make(deps, body))
      },
  }),
  operation({
    ...{ method: 'get', path: '/v1/admin/folder', tag: 'Console', id: 'fetchFolder' },
    who: staff('auditor'),
    summary: 'Fetch the inspector’s folder that was made last',
    description: 'A zip archive. Noted in the audit register.',
    answers: [{ status: 200, description: 'The archive.', type: 'application/zip' }],
    errors: ['not_found'],
    handler:
      (deps) =>
      async ({ staff: { id: actor } }) => {
        const archive = await deps.shelf?.get(FOLDER_FILE)
        if (!archive) throw new ApiError('not_found')
        await audit(deps, { action: 'folder.fetch', subject: 'folder', actor })
        return new Response(new Uint8Array(archive), {
          headers: {
            'content-type': 'application/zip',
            'content-disposition': 'attachment; filename="kelisim-inspector.zip"',
            ...{ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' },
          },
        })
      },
  }),
]
