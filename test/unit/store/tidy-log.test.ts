import { expect, test } from 'vitest'
import { createLogTidying } from '../../../server/store/sqlite/tidy-log.ts'

function openWorld() {
  const done: string[] = []
  const tidyLog = createLogTidying(
    () => done.push('now') > 0,
    () => void done.push('soon'),
  )
  return { done, tidyLog }
}

test('the log is emptied with every tenth commit that destroys something, and soon after any other', () => {
  const { done, tidyLog } = openWorld()
  for (let commit = 1; commit <= 25; commit += 1) tidyLog.destroyed()
  const soon = (count: number) => Array.from({ length: count }, () => 'soon')
  expect(done).toEqual([...soon(9), 'now', ...soon(9), 'now', ...soon(5)])
})

test('at the end it is emptied at once, and not where nothing was destroyed since', () => {
  const { done, tidyLog } = openWorld()
  tidyLog.finish()
  expect(done).toEqual([])
  tidyLog.destroyed()
  for (const _ of [1, 2]) tidyLog.finish()
  expect(done).toEqual(['soon', 'now'])
})
