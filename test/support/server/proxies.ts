import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { aptCommand, install } from '../browser/apt.ts'

const documented = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', 'proxies', name), 'utf8')

/** The host name in the documented configurations. */
export const PUBLIC_HOST = 'consent.school.kz'

/** A proxy documented in the deployment notes. */
export interface ProxyKind {
  /** Name of its Debian package. */
  readonly name: 'nginx' | 'caddy'
  readonly documented: string
  isInstalled(): boolean
  /**
   * Writes the configuration into a folder and returns the command to run it. Only this machine's paths and ports are
   * inserted; the rest is as documented.
   */
  prepare(folder: string, places: Places, documented: string): Command
}

interface Places {
  readonly upstreamPort: number
  readonly httpPort: number
  readonly httpsPort: number
}

interface Command {
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A running proxy. */
export interface RunningProxy {
  readonly httpPort: number
  readonly httpsPort: number
  stop(): Promise<void>
}

const has = (program: string, arg: string) => spawnSync(program, [arg]).status === 0

/** Replaces texts that must be present, so that a changed document is not tested only in part. */
const put = (text: string, ...pairs: readonly (readonly [string, string])[]): string =>
  pairs.reduce((sum, [from, to]) => {
    if (!sum.includes(from)) throw new Error(`The documented configuration has no '${from}'.`)
    return sum.replaceAll(from, to)
  }, text)

function makeCertificate(folder: string) {
  const files = { key: join(folder, 'key.pem'), certificate: join(folder, 'certificate.pem') }
  const { status, stderr } = spawnSync('openssl', [
    ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'],
    ...[
      '-days',
      '2',
      '-subj',
      `/CN=${PUBLIC_HOST}`,
      '-addext',
      `subjectAltName=DNS:${PUBLIC_HOST}`,
    ],
    ...['-keyout', files.key, '-out', files.certificate],
  ])
  if (status !== 0) throw new Error(`openssl: ${stderr}`)
  return files
}

export const nginx: ProxyKind = {
  name: 'nginx',
  documented: documented('nginx.conf'),
  isInstalled: () => has('nginx', '-v') && has('openssl', 'version'),
  prepare(folder, { upstreamPort, httpPort, httpsPort }, text) {
    const { key, certificate } = makeCertificate(folder)
    const live = `/etc/letsencrypt/live/${PUBLIC_HOST}`
    const site = put(
      text,
      ['listen 80;', `listen 127.0.0.1:${httpPort};`],
      ['listen 443 ', `listen 127.0.0.1:${httpsPort} `],
      [`${live}/fullchain.pem`, certificate],
      [`${live}/privkey.pem`, key],
      ['/var/log/nginx/kelisim.log', join(folder, 'error.log')],
      ['127.0.0.1:8787', `127.0.0.1:${upstreamPort}`],
    )
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((name) => `${name}_temp_path ${join(folder, name)};`)
      .join('\n')
    const path = join(folder, 'nginx.conf')
    writeFileSync(
      path,
      `daemon off;\nmaster_process off;\npid ${folder}/pid;\nevents {}\nhttp {\n${temporary}\n${site}\n}\n`,
    )
    return { args: ['-p', folder, '-c', path, '-e', join(folder, 'error.log')] }
  },
}

export const caddy: ProxyKind = {
  name: 'caddy',
  documented: documented('Caddyfile'),
  isInstalled: () => has('caddy', 'version'),
  prepare(folder, { upstreamPort, httpPort, httpsPort }, text) {
    const options = ['admin off', 'local_certs', 'skip_install_trust']
    const ports = [`http_port ${httpPort}`, `https_port ${httpsPort}`, 'default_bind 127.0.0.1']
    const site = put(text, ['127.0.0.1:8787', `127.0.0.1:${upstreamPort}`])
    const path = join(folder, 'Caddyfile')
    writeFileSync(path, `{\n${[...options, ...ports].join('\n')}\n}\n${site}`)
    const env = { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder }
    return { args: ['run', '--config', path, '--adapter', 'caddyfile'], env }
  },
}

export const proxyKinds: readonly ProxyKind[] = [nginx, caddy]

/** Title of the skipped tests of a missing proxy. */
export const titleOfLeftOut = ({ name }: ProxyKind): string =>
  `${name}: as documented (not installed: apt-get install ${name})`

/**
 * Installs the missing proxies where that is harmless: as root with apt-get, without an init system that would start them and
 * occupy the machine's ports.
 */
export function ensureProxies(): void {
  const missing = proxyKinds.filter((kind) => !kind.isInstalled()).map(({ name }) => name)
  const isHarmless = process.getuid?.() === 0 && !existsSync('/run/systemd/system')
  const apt = missing.length > 0 && isHarmless ? aptCommand() : undefined
  if (!apt) return
  process.stdout.write(`Installing ${missing.join(', ')} with apt-get …\n`)
  // Debian starts no services in the maintenance runlevel.
  process.env.RUNLEVEL = '1'
  install(
    apt,
    missing.map((name) => [name, 'openssl']),
  )
  delete process.env.RUNLEVEL
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const isOpen = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

/** Returns whether a proxy answers TLS: Caddy listens before it has created its certificate, and drops connections until then. */
const speaksTls = (port: number) =>
  new Promise<boolean>((resolve) => {
    const options = { port, host: '127.0.0.1', servername: PUBLIC_HOST, rejectUnauthorized: false }
    const socket = connectTls(options, () => resolve(true)).on('error', () => resolve(false))
    socket.on('secureConnect', () => socket.destroy())
  })

/** Limits the number of steps, not the time, since a busy machine takes long for each. */
const MAX_STEPS = 600

async function waitUntilOpen(
  child: ChildProcess,
  { httpPort, httpsPort }: { readonly httpPort: number; readonly httpsPort: number },
  said: () => string,
) {
  for (let step = 0; step < MAX_STEPS; step++) {
    if (child.exitCode !== null) break
    if ((await isOpen(httpPort)) && (await speaksTls(httpsPort))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`The proxy did not listen. It printed:\n${said()}`)
}

/** Starts a proxy before a server. @param text its configuration. Default: exactly as documented. */
export async function startProxy(
  kind: ProxyKind,
  upstreamPort: number,
  text = kind.documented,
): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), `kelisim-${kind.name}-`))
  const [httpPort, httpsPort] = [await findFreePort(), await findFreePort()]
  const { args, env } = kind.prepare(folder, { upstreamPort, httpPort, httpsPort }, text)
  const child = spawn(kind.name, args, { env: { PATH: process.env.PATH ?? '', ...env } })
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit')
      child.kill('SIGTERM')
      await exited
    }
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await waitUntilOpen(child, { httpPort, httpsPort }, () => printed)
  } catch (error) {
    await stop()
    throw error
  }
  return { httpPort, httpsPort, stop }
}
