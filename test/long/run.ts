// `npm run test:long [-- --only PART,…] [--requests N] [--kills N] [--evictions N]`: what takes minutes and is therefore no part of `npm test`.
// Prints figures, then every broken rule; the exit code is 1 if there is one. For each part see its file.
import { parseArgs } from 'node:util'
import { runEvictions } from './evictions.ts'
import { runFuzz } from './fuzz.ts'
import { runKills } from './kills.ts'
import type { LongPart } from './part.ts'
import { runPoison } from './poison.ts'

const parts: Readonly<Record<string, LongPart>> = {
  kills: runKills,
  evictions: runEvictions,
  fuzz: runFuzz,
  poison: runPoison,
}

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(parts).join() },
    requests: { type: 'string', default: '200000' },
    kills: { type: 'string', default: '100' },
    evictions: { type: 'string', default: '200' },
  },
})

const readNumber = (name: 'requests' | 'kills' | 'evictions'): number => {
  const number = Number(values[name])
  if (Number.isInteger(number) && number > 0) return number
  throw new Error(`--${name} takes a whole number from 1 on, not ${values[name]}`)
}

const options = {
  requests: readNumber('requests'),
  kills: readNumber('kills'),
  evictions: readNumber('evictions'),
}
const chosen = values.only.split(',').map((name) => {
  const part = Object.hasOwn(parts, name) ? parts[name] : undefined
  if (!part) throw new Error(`--only takes ${Object.keys(parts).join(', ')}, not ${name}`)
  return { name, part }
})

let broken = 0
for (const { name, part } of chosen) {
  console.log(`\n── ${name}`)
  const startedAt = performance.now()
  const { figures, violations } = await part(options)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0)
  for (const [what, figure] of Object.entries({ ...figures, seconds }))
    console.log(`${what.padEnd(44)} ${figure}`)
  for (const violation of violations) console.log(`BROKEN  ${violation}`)
  broken += violations.length
}
console.log(broken === 0 ? '\nEvery rule holds.' : `\n${broken} rules are broken.`)
process.exitCode = broken === 0 ? 0 : 1
