import { expect, test } from 'vitest'
import { addStaff } from '../../support/staff/staff-session.ts'
import { openAdminApp } from '../admin-app.ts'

const OWN = 'мұз айдыны жаздыгүні еріді'

test('who signs in with a password of their own in between gets no further guesses at another’s', async () => {
  const { setUp, signIn, deps, store } = await openAdminApp()
  await setUp()
  const passwordHash = await deps.cryptography.hashPassword(OWN)
  await addStaff(deps, 'operator', { passwordHash, totpSecret: null })
  const statuses: number[] = []
  for (let guess = 1; guess <= 12; guess++) {
    statuses.push((await signIn(`guess ${guess} at the head`)).status)
    if (guess % 4 === 0) await signIn(OWN, 'operator@school.example')
  }
  expect(statuses).toEqual([...Array(5).fill(401), ...Array(7).fill(429)])
  const [head] = await store.readAccounts(1)
  const sessions = await store.readAdminSessions(head?.id ?? '')
  expect(sessions).toHaveLength(1)
})
