import type { BreachBody } from '../../contract/index.ts'
import { toInstant, toLocal } from '../parts/value/site-time.ts'
import type { Breach } from './calls.ts'

/** What is typed into the form of a breach. */
export type BreachValues = {
  /** Local time at the site. */
  readonly discoveredAt: string
  readonly nature: string
  readonly measures: string
  readonly people: string
  readonly dataCategories: string
  readonly messages: boolean
  readonly consents: boolean
  readonly visits: boolean
  readonly from: string
  readonly to: string
}

/** Parts of the site's data, in the order of the form. */
export const datasets = ['messages', 'consents', 'visits'] as const

/** Returns the values of the form: of a breach that is corrected, or of one discovered just now. */
export function readValues(
  breach: Breach | undefined,
  timeZone: string,
  nowMs: number,
): BreachValues {
  const affected = breach?.affected ?? []
  const has = (dataset: string) => affected.some((scope) => scope.dataset === dataset)
  return {
    discoveredAt: toLocal(breach ? Date.parse(breach.discoveredAt) : nowMs, timeZone),
    nature: breach?.nature ?? '',
    measures: breach?.measures ?? '',
    people: breach ? String(breach.people) : '',
    dataCategories: (breach?.dataCategories ?? []).join(' '),
    ...{ messages: has('messages'), consents: has('consents'), visits: has('visits') },
    from: affected.map(({ from }) => from).sort()[0] ?? '',
    to:
      affected
        .map(({ to }) => to)
        .sort()
        .at(-1) ?? '',
  }
}

/** Returns whose data it is about: the ticked parts of the site's data, in one period. */
export const scopesOf = ({ from, to, ...values }: BreachValues) =>
  datasets.filter((dataset) => values[dataset] === true).map((dataset) => ({ dataset, from, to }))

/** Returns the facts of a breach as the server takes them, to be written down again with others. */
export function factsOf(breach: Breach): BreachBody {
  const { discoveredAt, nature, measures, people, dataCategories, state } = breach
  const { affected, authorityTold, peopleTold } = breach
  return {
    ...{ discoveredAt, nature, measures, people, state },
    dataCategories: [...dataCategories],
    ...(affected && { affected: affected.map((scope) => ({ ...scope })) }),
    ...(authorityTold && { authorityTold }),
    ...(peopleTold && { peopleTold }),
  }
}

/** Returns what is typed as the server takes it; what is known besides stays. */
export function buildBody(
  values: BreachValues,
  breach: Breach | undefined,
  timeZone: string,
): BreachBody {
  const { affected: _, ...known } = breach ? factsOf(breach) : { affected: undefined }
  const scopes = scopesOf(values)
  const body = {
    ...known,
    discoveredAt: toInstant(values.discoveredAt, timeZone),
    ...{ nature: values.nature, measures: values.measures },
    people: values.people.trim() === '' ? undefined : Number(values.people),
    dataCategories: values.dataCategories.split(' ').filter(Boolean),
    ...(scopes.length > 0 && { affected: scopes }),
  }
  // What is missing or wrong is said by the server, at its field.
  return body as BreachBody
}
