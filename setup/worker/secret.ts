import { parseEnvironment } from '../../server/config/environment.ts'
import { deriveSiteSecret } from '../../server/crypto/derive.ts'

// `npm run worker:secret -- HOST`: prints the secret of one site of a deployment, with which its backups are restored on
// Node.
const [host, ...more] = process.argv.slice(2)
const { KELISIM_SECRET: secret } = parseEnvironment(process.env)
if (!host || more.length > 0 || !secret) {
  process.stderr.write(
    'Usage: KELISIM_SECRET=… npm run worker:secret -- HOST. The secret is that of the deployment, the host one of KELISIM_SITES.\n',
  )
  process.exitCode = 2
} else {
  const derived = deriveSiteSecret(Buffer.from(secret, 'base64'), host)
  process.stdout.write(`${Buffer.from(derived).toString('base64')}\n`)
}
