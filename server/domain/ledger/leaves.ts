import type { Leaf } from '../../store/store.ts'

/** 8 bytes sequence number, big-endian, and 32 bytes commitment. */
const LEAF_BYTES = 40
const SEQ_BYTES = 8

/** Packs leaves one after the other. */
export function packLeaves(leaves: readonly Leaf[]): Uint8Array {
  const packed = new Uint8Array(leaves.length * LEAF_BYTES)
  const view = new DataView(packed.buffer)
  for (const [index, { seq, commitment }] of leaves.entries()) {
    view.setBigUint64(index * LEAF_BYTES, BigInt(seq))
    packed.set(commitment, index * LEAF_BYTES + SEQ_BYTES)
  }
  return packed
}

/** Unpacks leaves one by one. Trailing bytes that make no whole leaf are omitted; `isWhole` detects them. */
export function* unpackLeaves(packed: Uint8Array): Iterable<Leaf> {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  for (let at = 0; at + LEAF_BYTES <= packed.byteLength; at += LEAF_BYTES) {
    // Two halves instead of one big integer, which would cost as much as the rest.
    const seq = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4)
    yield { seq, commitment: packed.subarray(at + SEQ_BYTES, at + LEAF_BYTES) }
  }
}

/** Returns whether packed leaves are complete. */
export const isWhole = (packed: Uint8Array): boolean => packed.byteLength % LEAF_BYTES === 0
