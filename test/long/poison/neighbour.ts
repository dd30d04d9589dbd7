import type { Client } from './client.ts'

/** Between two requests of the neighbour, in milliseconds. */
const PAUSE_MS = 40
/** Visitors that take turns: one alone would use up its day. */
const VISITORS = 20
/** Requests from which a quiet server is told. */
const REQUESTS_AT_REST = 100

/** What the neighbour has waited, in milliseconds. */
export interface Waits {
  readonly p50: number
  readonly p99: number
  readonly max: number
}

function summarize(waits: number[]): Waits {
  const sorted = waits.sort((a, b) => a - b)
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}

/** Visitors at another address who open a page now and then; each answer's time is noted. */
export async function watchNeighbour(client: Client) {
  const consents: string[] = []
  while (consents.length < VISITORS) consents.push((await client.giveConsent()).id)
  let turn = 0
  let waits: number[] = []
  let isStopped = false
  const visitOnce = async () => {
    const startedAt = performance.now()
    const visits = [{ id: client.newId(), path: '/news' }]
    const consentId = consents[turn++ % VISITORS] ?? ''
    const { status } = await client.send('POST', '/v1/visits', { consentId, visits })
    if (status !== 202) throw new Error(`the neighbour was answered ${status}`)
    waits.push(performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  const running = (async () => {
    while (!isStopped) await visitOnce()
  })()
  return {
    /** Waits until enough was measured to tell how a quiet server is. */
    async rest() {
      while (waits.length < REQUESTS_AT_REST)
        await new Promise((resolve) => setTimeout(resolve, 50))
    },
    /** What was waited since the last call. */
    take(): Waits {
      const taken = summarize(waits)
      waits = []
      return taken
    },
    async stop() {
      isStopped = true
      await running
    },
  }
}
