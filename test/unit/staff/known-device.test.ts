import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { createNodeCryptography } from '../../../server/crypto/node.ts'
import { DEVICE_MS, issueDevice, readDevice } from '../../../server/domain/staff/known-device.ts'

const cryptography = createNodeCryptography(randomBytes(32))
const at = (nowMs: number) => ({ cryptography, clock: () => nowMs })

test('a browser that signed in is known for a year, under that password and that server’s key alone', () => {
  const token = issueDevice('hash', undefined, at(0))
  const id = readDevice(token, 'hash', at(DEVICE_MS - 1))
  expect(id).toMatch(/^[0-9a-f]{32}$/)
  expect(readDevice(token, 'hash', at(DEVICE_MS))).toBeUndefined()
  expect(readDevice(token, 'another hash', at(0))).toBeUndefined()
  const other = createNodeCryptography(randomBytes(32))
  expect(readDevice(token, 'hash', { cryptography: other, clock: () => 0 })).toBeUndefined()
})

test('no part of the token can be changed, and it is the same browser when it signs in again', () => {
  const token = issueDevice('hash', undefined, at(0))
  for (let place = 0; place < token.length; place++) {
    const changed = token[place] === '1' ? '2' : '1'
    const forged = token.slice(0, place) + changed + token.slice(place + 1)
    expect(readDevice(forged, 'hash', at(0)), forged).toBeUndefined()
  }
  for (const nothing of [undefined, '', '..', `${token}0`, ` ${token}`])
    expect(readDevice(nothing, 'hash', at(0))).toBeUndefined()
  const id = readDevice(token, 'hash', at(0))
  expect(readDevice(issueDevice('hash', id, at(9)), 'hash', at(9))).toBe(id)
})
