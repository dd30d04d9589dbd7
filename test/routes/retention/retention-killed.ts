import * as v from 'valibot'
import { defaultSite } from '../../../server/config/site/default-site.ts'
import { siteConfig } from '../../../server/config/site/site-config.ts'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { runRetention } from '../../../server/domain/retention/run-retention.ts'
import { openSqlite } from '../../../server/store/sqlite/file/open.ts'

// Runs the job on a database and says so after each batch; its parent kills it meanwhile.
const store = await openSqlite(process.argv[2] ?? '')
await runRetention(
  {
    store,
    cryptography: createNodeCryptography(new Uint8Array(32).fill(7)),
    clock: () => Number(process.argv[3]),
    site: v.parse(siteConfig, defaultSite),
  },
  { rest: () => new Promise((resolve) => process.send?.('batch', () => setTimeout(resolve, 20))) },
)
