import type { FactorBody, FactorOfferResult } from '../../contract/index.ts'
import type { AccountRow } from '../../store/store.ts'
import { buildSecretCode, formatSecretCode } from '../identifiers/uuid-v7.ts'
import { openSealed } from '../keys/open-sealed.ts'
import { auditAccount, openPerson, type StaffDeps } from './account.ts'
import { buildTotpSecret, findStep, totpUri } from './totp.ts'

const RECOVERY_CODES = 10
/** Bytes for the 16 characters of a recovery code, some 78 bits. */
const RECOVERY_BYTES = 16

/** Returns a new secret, which `confirmFactor` makes the second factor. Nothing is stored. */
export async function offerFactor(
  account: AccountRow,
  deps: StaffDeps & { readonly issuer: string },
): Promise<FactorOfferResult> {
  const secret = buildTotpSecret(deps)
  const { email } = await openPerson(account, deps)
  return { secret, uri: totpUri(secret, { issuer: deps.issuer, account: email ?? account.id }) }
}

const buildRecoveryCodes = ({ cryptography }: Pick<StaffDeps, 'cryptography'>): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    buildSecretCode(cryptography.randomBytes(RECOVERY_BYTES)),
  )

const hashCodes = (codes: readonly string[], { cryptography }: Pick<StaffDeps, 'cryptography'>) =>
  Promise.all(codes.map((code) => cryptography.sha256(formatSecretCode(code))))

/**
 * Makes a secret the account's second factor, once a code of it was shown, and ends the account's sessions: they were begun
 * with the password alone, which may be known to somebody else.
 *
 * @returns ten recovery codes; `wrong` where the code is not of this secret and time, `present` where there is a factor.
 */
export async function confirmFactor(
  { id }: AccountRow,
  { secret, code }: FactorBody,
  deps: StaffDeps,
): Promise<readonly string[] | 'wrong' | 'present'> {
  const { store, cryptography, clock } = deps
  const step = findStep(secret, code, { nowMs: clock(), deps })
  if (step === undefined) return 'wrong'
  const codes = buildRecoveryCodes(deps)
  const factor = {
    totpSecret: await cryptography.seal('accounts.totp', id, secret),
    totpLastStep: step,
    recoveryHashes: await hashCodes(codes, deps),
  }
  const entries = [await auditAccount({ action: 'factor.add', account: id }, deps)]
  return (await store.addFactor(id, factor, { entries })) === 'stored' ? codes : 'present'
}

/** Removes the second factor with its recovery codes, and ends the account's sessions. */
export async function removeFactor({ id }: AccountRow, deps: StaffDeps): Promise<void> {
  const entries = [await auditAccount({ action: 'factor.remove', account: id }, deps)]
  await deps.store.removeFactor(id, { entries })
}

/** Replaces the recovery codes and returns the new ones. */
export async function renewRecoveryCodes(
  { id }: AccountRow,
  deps: StaffDeps,
): Promise<readonly string[]> {
  const codes = buildRecoveryCodes(deps)
  const entries = [await auditAccount({ action: 'recovery_codes.renew', account: id }, deps)]
  await deps.store.replaceRecoveryCodes(id, await hashCodes(codes, deps), { entries })
  return codes
}

/**
 * Checks a code of the second factor, or a recovery code, and uses it up: neither is accepted twice, nor a code of an earlier
 * time step than the last one.
 *
 * @returns which it was; `undefined` for any other text.
 */
export async function useFactor(
  { id, totpSecret }: AccountRow,
  code: string,
  deps: StaffDeps,
): Promise<'totp' | 'recovery' | undefined> {
  const { store, cryptography, clock } = deps
  const secret = totpSecret && (await openSealed(deps, 'accounts.totp', id, totpSecret))
  const step = secret ? findStep(secret, code, { nowMs: clock(), deps }) : undefined
  if (step !== undefined)
    return (await store.useTotpStep(id, step)) === 'stored' ? 'totp' : undefined
  const hash = await cryptography.sha256(formatSecretCode(code))
  const entries = [await auditAccount({ action: 'recovery_code.use', account: id }, deps)]
  return (await store.useRecoveryCode(id, hash, { entries })) === 'stored' ? 'recovery' : undefined
}
