import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { encodeQr } from '../../../server/console/session/qr/encode.ts'

// Bytes of 'x', modules of a side, and the SHA-256 of the rows that the package qrcode 1.5.4 makes of them (level M, mask 0).
test.each([
  [5, 21, 'fdaae94cde610a3472507a2c3d9f87bfbbfdfd73d6b273abf65a3fbaea503a22'],
  [60, 33, '8903ac311430c993d9b007375bfcfe3c8a9735cdafc677760d013660f42b96d5'],
  [110, 45, '1fc0b5f1273847bfdc50100f139ec46f6d584078234406409dde9e20a6410ae0'],
  [213, 57, 'f8a692e420006d88c10e55f6fb2f048c68ad07db0d7c3f134adf4ff3fc04aae2'],
])(
  '%i bytes make a QR code of %i modules, module by module as another encoder draws it',
  (length, size, sha256) => {
    const modules = encodeQr('x'.repeat(length)) ?? []
    const rows = modules.map((row) => row.map(Number).join('')).join('\n')
    expect(modules).toHaveLength(size)
    expect(createHash('sha256').update(rows).digest('hex')).toBe(sha256)
  },
)

test('what is too long makes none, rather than one that no phone reads', () => {
  expect(encodeQr('x'.repeat(214))).toBeUndefined()
  expect(encodeQr('қ'.repeat(107))).toBeUndefined()
})
