import type { DailyCount, Dimension, Measure } from '../../store.ts'

/** Counts of many writes, summed up before they are stored, so that a popular page is one row write instead of a hundred. */
export interface CountSum {
  add(counts: readonly DailyCount[]): void
  totals(): Iterable<DailyCount>
}

interface Sum {
  readonly entry: DailyCount
  count: number
}
type SumsOfValues = Map<string, Sum>

export function createCountSum(): CountSum {
  const all: Sum[] = []
  // Nested maps: concatenating day, measure, dimension and value to one key costs more than all four lookups.
  const days = new Map<string, Map<Measure, Map<Dimension, SumsOfValues>>>()

  function valuesOf({ day, measure, dimension }: DailyCount): SumsOfValues {
    const measures = days.get(day) ?? put(days, day, new Map())
    const dimensions = measures.get(measure) ?? put(measures, measure, new Map())
    return dimensions.get(dimension) ?? put(dimensions, dimension, new Map())
  }

  function addOne(entry: DailyCount) {
    const values = valuesOf(entry)
    const sum = values.get(entry.value)
    if (sum === undefined) all.push(put(values, entry.value, { entry, count: entry.count }))
    else sum.count += entry.count
  }

  return {
    add(counts) {
      for (const count of counts) addOne(count)
    },
    *totals() {
      for (const { entry, count } of all) yield { ...entry, count }
    },
  }
}

function put<K, V>(map: Map<K, V>, key: K, value: V): V {
  map.set(key, value)
  return value
}
