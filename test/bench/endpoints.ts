import { paths } from '../../server/contract/limits.ts'
import { openDatabase } from '../support/database/database-file.ts'
import type { RunningServer } from '../support/server/start-server.ts'
import { type ConsentFacts, makeConsent, makeVisit } from './bodies.ts'
import { CONNECTIONS, post, type Rate, type Target } from './load.ts'

/** Consents whose visitors view pages. */
const VISITORS = 1_024
/** A run lasts about so long: the number of bodies follows from the rate of the run before. */
const RUN_SECONDS = 2.5
/** A first, short run, which also lets the server's code be compiled. */
const WARM_UP_BODIES = 150 * CONNECTIONS

/** A kind of write under load. */
export interface Endpoint {
  readonly path: string
  /** Posts `count` new bodies to a server. */
  run(target: Target, count: number): Promise<Rate>
}

/** What a consent must name to be taken by this server. */
export function readFacts(
  server: Pick<RunningServer, 'url' | 'databaseFile'>,
): Promise<ConsentFacts> {
  const database = openDatabase(server.databaseFile)
  try {
    const sql = "SELECT substr(sha256, 1, 16) FROM notices WHERE language = 'kk'"
    const notice = String(database.prepare(sql).pluck().get())
    return fetch(`${server.url}${paths.site}`)
      .then((response) => response.json())
      .then(({ policyVersion }) => ({ policyVersion, notice }))
  } finally {
    database.close()
  }
}

/** Gives consents to a server and names them. */
export async function giveConsents(server: Target, facts: ConsentFacts): Promise<string[]> {
  const consents = Array.from({ length: VISITORS }, () => makeConsent(facts))
  await post(server, paths.consents, 201, consents)
  return consents.map(({ id }) => id)
}

const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Consents and visits, each acknowledged only when it is on disk. `visitors` are the consents that visits name. */
export const endpointsFor = (facts: ConsentFacts, visitors: readonly string[]): Endpoint[] => [
  {
    path: paths.consents,
    run: (target, count) =>
      post(
        target,
        paths.consents,
        201,
        many(count, () => makeConsent(facts)),
      ),
  },
  {
    path: paths.visits,
    run: (target, count) =>
      post(
        target,
        paths.visits,
        202,
        many(count, (index) => makeVisit(visitors[index % visitors.length] ?? '', index)),
      ),
  },
]

/** A server, and what is asked of it. */
export interface Contestant {
  readonly target: Target
  readonly endpoint: Endpoint
}

/** Runs an endpoint on two servers in turns, `rounds` times each, and answers every run but the warm-up. */
export async function compare(
  rounds: number,
  a: Contestant,
  b: Contestant,
): Promise<{ a: Rate[]; b: Rate[] }> {
  const [ofA = [], ofB = []] = await runInTurns(rounds, [a, b])
  return { a: ofA, b: ofB }
}

/** Runs endpoints in turns, `rounds` times each. @returns the runs of each but its warm-up. */
export async function runInTurns(
  rounds: number,
  contestants: readonly Contestant[],
): Promise<Rate[][]> {
  const all: { one: Contestant; count: number; rates: Rate[] }[] = []
  for (const one of contestants) {
    const count = countFor(await one.endpoint.run(one.target, WARM_UP_BODIES))
    all.push({ one, count, rates: [] })
  }
  for (let round = 0; round < rounds; round++)
    for (const { one, count, rates } of all) rates.push(await one.endpoint.run(one.target, count))
  return all.map(({ rates }) => rates)
}

const countFor = ({ perSecond }: Rate): number =>
  Math.ceil((perSecond * RUN_SECONDS) / CONNECTIONS) * CONNECTIONS
