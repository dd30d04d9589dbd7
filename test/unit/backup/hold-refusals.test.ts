import { expect, test } from 'vitest'
import { BackupError } from '../../../server/backup/backup-error.ts'
import { holdRefusals } from '../../../server/backup/hold-refusals.ts'
import { WrongSecretError } from '../../../server/crypto/open-keys.ts'
import { DeletionListError } from '../../../server/deletions/deletion-list-error.ts'

/** A restore that counts how often it was tried, and its clock. */
function openRestore(fail: () => Error | undefined) {
  const state = { tries: 0, nowMs: 1_000_000 }
  const restore = holdRefusals(async (_: { readonly clock: () => number }) => {
    state.tries += 1
    const error = fail()
    if (error) throw error
    return 'restored'
  })
  return Object.assign(state, { ask: () => restore({ clock: () => state.nowMs }) })
}

test.each([
  new BackupError('unsound', 'planted'),
  new BackupError('refused', 'planted'),
  new DeletionListError('planted'),
  new WrongSecretError('planted'),
])(
  'a restore that was refused is told so for a minute without being tried, and then is tried: $name',
  async (refusal) => {
    let error: Error | undefined = refusal
    const server = openRestore(() => error)
    await expect(server.ask()).rejects.toBe(refusal)
    error = undefined
    server.nowMs += 59_999
    await expect(server.ask()).rejects.toBe(refusal)
    expect(server.tries).toBe(1)
    server.nowMs += 1
    expect(await server.ask()).toBe('restored')
    expect(server.tries).toBe(2)
  },
)

test('a clock that was set back holds nothing up', async () => {
  const server = openRestore(() => new BackupError('unsound', 'planted'))
  await expect(server.ask()).rejects.toThrow()
  server.nowMs -= 1
  await expect(server.ask()).rejects.toThrow()
  expect(server.tries).toBe(2)
})

test('an archive that did not answer is asked again with the next request', async () => {
  let error: Error | undefined = new Error('planted')
  const server = openRestore(() => error)
  await expect(server.ask()).rejects.toThrow('planted')
  error = undefined
  expect(await server.ask()).toBe('restored')
})
