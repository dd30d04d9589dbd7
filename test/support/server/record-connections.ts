import childProcess from 'node:child_process'
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

// Preloaded into a process (`--import`): records every outgoing connection as a line in `CONNECTIONS_FILE`, and lets it
// through. Every client of Node (http, https, fetch, a mailer) connects through one of these methods.

const file = process.env.CONNECTIONS_FILE
const note = (line: string) => file && appendFileSync(file, `${line}\n`)

type Method = (this: unknown, ...given: unknown[]) => unknown
/** Wraps a method to record its calls. */
function precede(owner: object, name: string, say: (given: readonly unknown[]) => string): void {
  const methods = owner as Record<string, Method>
  const original = methods[name]
  if (typeof original !== 'function') return
  methods[name] = function noted(...given) {
    note(say(given))
    return original.apply(this, given)
  }
}

/** Returns the target of a socket's connection: Node passes options, a port and a host, or a list that contains them. */
function sayTarget(given: readonly unknown[]): string {
  const first = Array.isArray(given[0]) ? given[0][0] : given[0]
  if (typeof first !== 'object' || first === null) return `connect ${given[1]}:${first}`
  const { path, host = 'localhost', port } = first as Record<string, unknown>
  return `connect ${path ?? `${host}:${port}`}`
}

precede(net.Socket.prototype, 'connect', sayTarget)
for (const name of ['send', 'connect'])
  precede(dgram.Socket.prototype, name, () => `datagram ${name}`)
for (const owner of [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype])
  for (const name of Object.getOwnPropertyNames(owner))
    if (/^(lookup|resolve|reverse)/.test(name))
      precede(owner, name, ([asked]) => `name ${String(asked)}`)
precede(childProcess.ChildProcess.prototype, 'spawn', ([options]) => {
  return `process ${String((options as { file?: unknown } | undefined)?.file)}`
})
syncBuiltinESMExports()
