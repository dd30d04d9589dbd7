import { expect, test } from 'vitest'
import type { DueItem } from '../../../server/contract/index.ts'
import { foldDue } from '../../../server/domain/today/fold-due.ts'

const item = (kind: DueItem['kind'], reference: string): DueItem => ({
  ...{ kind, reference, dueOn: '2026-12-01', dueAt: null, workingDaysLeft: 0 },
  ...{ state: 'today', address: '/' },
})
const many = (kind: DueItem['kind'], count: number) =>
  Array.from({ length: count }, (_, index) => item(kind, `${kind} ${index}`))

test('many of one kind hide none of another, and are counted', () => {
  const { due, more } = foldDue([
    ...many('message', 300),
    item('breach_authority', 'the breach'),
    ...many('request', 6),
  ])
  expect(due.map(({ reference }) => reference)).toContain('the breach')
  expect(due.filter(({ kind }) => kind === 'message')).toHaveLength(5)
  expect(more).toEqual([
    { kind: 'message', count: 295, address: '/messages' },
    { kind: 'request', count: 1, address: '/requests' },
  ])
})

test('a few are all shown in their order, and nothing is counted', () => {
  const few = [...many('request', 5), item('policy', '2026-12-01')]
  expect(foldDue(few)).toEqual({ due: few, more: [] })
  expect(foldDue([])).toEqual({ due: [], more: [] })
})
