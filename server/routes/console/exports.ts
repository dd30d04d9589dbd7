import { Hono } from 'hono'
import type { MessagesExport } from '../../contract/index.ts'
import { exportBody } from '../../contract/registers/export.ts'
import { exportMessages } from '../../domain/disclosures/export-messages.ts'
import { requireDisclosure } from '../../domain/disclosures/require-disclosure.ts'
import { answerJson } from '../../http/answering/answer.ts'
import { ApiError } from '../../http/answering/api-error.ts'
import type { AppDeps } from '../../http/app-deps.ts'
import { readBody } from '../../http/reading/read-body.ts'

/** A form of another site can send `text/plain`, but not this without asking first (CORS). */
const types = /^application\/json\s*(;|$)/i

/** Many messages at once leave the console by this address alone, and only under an entry of the register of disclosures (DI-01). */
export const exportRoutes = (deps: AppDeps): Hono =>
  new Hono().post('/', async (c) => {
    const { disclosureId, subjects, dataCategories } = await readBody(c, exportBody, { types })
    const allowed = await requireDisclosure(deps, { disclosureId, subjects, dataCategories })
    if (allowed.kind === 'refused') throw new ApiError(allowed.code)
    const exported: MessagesExport = await exportMessages({ disclosureId, allowed }, deps)
    return answerJson(200, exported, {
      'content-disposition': `attachment; filename="kelisim-export-${disclosureId}.json"`,
    })
  })
