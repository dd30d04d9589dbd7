import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Endpoint } from '../endpoints.ts'
import { runInTurns } from '../endpoints.ts'
import { type Rate, sendAll } from '../load.ts'
import { type Measurement, median, medianRatio } from '../table.ts'
import { answerSame } from './other-workers.ts'
import { makeEdgeFolder, startEdgeSite, startOtherWorker } from './start-edge.ts'

const LOADER = '/widget.js'
const ROUNDS = 7

/** The loader's two forms, by what a browser asks with. */
const forms: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['loader', {}],
  ['loader with the banner inside', { 'sec-fetch-site': 'same-origin' }],
]

const loaderEndpoint = (headers: Readonly<Record<string, string>>): Endpoint => ({
  path: LOADER,
  run: (target, count) =>
    sendAll(
      target,
      200,
      Array.from({ length: count }, () => ({ method: 'GET', path: LOADER, headers })),
    ),
})

/** An answer's bytes as they are sent, and its headers but those of the connection. */
async function readAnswer(url: string, headers: Readonly<Record<string, string>>) {
  const [response] = (await once(get(url, { headers }), 'response')) as [IncomingMessage]
  const { date: _, connection: __, ...sent } = response.headers
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`)
  return { body: await buffer(response), headers: sent as Readonly<Record<string, string>> }
}

const cpuOf = (runs: readonly Rate[]) => ({
  measured: 1e6 / median(runs.map(({ perCpuSecond }) => perCpuSecond)),
  unit: 'µs',
})

/** Loaders a second from the Worker, which wakes no object for them, beside a Worker that holds the same bytes. */
export async function measureEdgeLoader(): Promise<Measurement[]> {
  const folder = await makeEdgeFolder()
  const site = await startEdgeSite(folder)
  try {
    const rows: Measurement[] = []
    for (const [what, asked] of forms) {
      const headers = { ...asked, 'accept-encoding': 'br' }
      const answer = await readAnswer(`${site.url}${LOADER}`, headers)
      const bare = await startOtherWorker(answerSame(answer.body, answer.headers))
      try {
        const endpoint = loaderEndpoint(headers)
        const all = [site, bare].map((target) => ({ target, endpoint }))
        const [ours = [], others = []] = await runInTurns(ROUNDS, all)
        const [a, b] = [ours, others].map((runs) => runs.map(({ perSecond }) => perSecond))
        rows.push(
          { what: `${what}, from the Worker`, measured: median(a ?? []), unit: 'requests/s' },
          { what: `${what}, bare Worker`, measured: median(b ?? []), unit: 'requests/s' },
          {
            what: `${what}, ÷ bare Worker`,
            measured: medianRatio(a ?? [], b ?? []),
            unit: '×',
            goal: { atLeast: 0.8 },
          },
          { what: `${what}, from the Worker, processor time a request`, ...cpuOf(ours) },
          { what: `${what}, bare Worker, processor time a request`, ...cpuOf(others) },
        )
      } finally {
        await bare.stop()
      }
    }
    return rows
  } finally {
    await site.stop()
    await folder.remove()
  }
}
