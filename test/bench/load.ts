import { readFileSync } from 'node:fs'
import autocannon, { type Request as SentRequest } from 'autocannon'

export const CONNECTIONS = 64
/** Length of a clock tick in /proc, the same on every Linux that Node runs on (USER_HZ). */
const TICKS_PER_SECOND = 100

/** Browsers as a school meets them, so that the server reads more than one. */
const userAgents = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
]

/** A server under load. */
export interface Target {
  readonly url: string
  readonly pid: number
  /** Sent with every request. Default: nothing more. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What a server did in one run. */
export interface Rate {
  readonly perSecond: number
  /** Requests for each second of processor time of the whole process, all its threads together. */
  readonly perCpuSecond: number
  /** Milliseconds within which 99 of 100 requests were answered. */
  readonly p99Ms: number
}

/** Seconds of processor time that a process has used, user and system, all threads (proc(5), fields 14 and 15). */
export function readCpuSeconds(pid: number): number {
  // The name, in brackets, may hold spaces: the numbers begin after the last bracket, with field 3.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

/** Resident memory of a process (proc(5), `VmRSS`), in millions of bytes. */
export function readMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1_000_000
}

/**
 * Posts each body once, as {@link sendAll} does.
 *
 * @throws {Error} where an answer is not the wanted status.
 */
export const post = (
  target: Target,
  path: string,
  wantedStatus: number,
  bodies: readonly unknown[],
): Promise<Rate> =>
  sendAll(
    target,
    wantedStatus,
    bodies.map((body, index) => ({
      method: 'POST',
      path,
      headers: {
        'content-type': 'text/plain;charset=UTF-8',
        origin: target.url,
        'user-agent': userAgents[index % userAgents.length] ?? '',
        ...target.headers,
      },
      body: JSON.stringify(body),
    })),
  )

/**
 * Sends each request once over 64 connections and times from the first answer to the last, so that making the requests
 * does not count. The number of requests must be a multiple of the connections.
 *
 * @throws {Error} where an answer is not the wanted status: a refused write is quick and would flatter.
 */
export function sendAll(
  target: Target,
  wantedStatus: number,
  requests: readonly SentRequest[],
): Promise<Rate> {
  const { length: count } = requests
  return new Promise((resolve, reject) => {
    let clients = 0
    let answers = 0
    let wrong: number | undefined
    let startedAt = 0
    let cpuBefore = 0
    let rate: Omit<Rate, 'p99Ms'> | undefined
    const instance = autocannon(
      {
        url: target.url,
        connections: CONNECTIONS,
        amount: count,
        setupClient(client) {
          // One of each 64 in turn: ids then arrive in the order of their time, as from real browsers.
          const first = clients++
          client.setRequests(requests.filter((_, index) => index % CONNECTIONS === first))
        },
      },
      (error, result) => {
        const what = `${requests[0]?.method} ${requests[0]?.path}`
        if (error) reject(error)
        else if (wrong) reject(new Error(`${what} answered ${wrong}, not ${wantedStatus}`))
        else if (!rate) reject(new Error(`${what}: ${answers} of ${count} answered`))
        else resolve({ ...rate, p99Ms: result.latency.p99 })
      },
    )
    instance.on('response', (_, status) => {
      if (status !== wantedStatus) wrong = status
      if (answers === 0) {
        startedAt = performance.now()
        cpuBefore = readCpuSeconds(target.pid)
      }
      answers++
      if (answers === count) {
        const seconds = (performance.now() - startedAt) / 1000
        const cpuSeconds = readCpuSeconds(target.pid) - cpuBefore
        rate = { perSecond: answers / seconds, perCpuSecond: answers / cpuSeconds }
      }
    })
  })
}
