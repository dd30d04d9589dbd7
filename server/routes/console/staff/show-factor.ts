import type { Context } from 'hono'
import type { FactorChangeBody } from '../../../contract/index.ts'
import { createRefusalAudit } from '../../../domain/staff/refused-sign-ins.ts'
import { useFactor } from '../../../domain/staff/second-factor.ts'
import { isPasswordOf } from '../../../domain/staff/sign-in.ts'
import { createSignInGuard, type SignInGuard } from '../../../domain/staff/sign-in-guard.ts'
import { ApiError } from '../../../http/answering/api-error.ts'
import type { AppDeps } from '../../../http/app-deps.ts'
import { oncePerServer } from '../../../http/operations/once-per-server.ts'
import type { AccountRow } from '../../../store/store.ts'
import { mustKnow, requireAccount } from './account.ts'
import { passGuard, readGuesser } from './admit.ts'

/** The guard of codes, one for whatever asks for one: each place of its own would give a stranger five guesses more. */
const factorGuardOf = oncePerServer<SignInGuard>(createSignInGuard)

/**
 * Makes what takes a code of an account's second factor, or a recovery code, and uses it up. Wrong ones are audited.
 *
 * @returns what the code was; `undefined` for a wrong one.
 */
export function createCodeCheck(deps: AppDeps) {
  const guard = factorGuardOf(deps)
  const noteRefused = createRefusalAudit(deps)
  return async (c: Context, account: AccountRow, code: string) => {
    const known = readGuesser(c, account.passwordHash, deps)
    let factor: 'totp' | 'recovery' | undefined
    // Counted by account: whoever has the password must not guess six digits from many networks. Where the account has been
    // signed in to before it is counted by browser, so that they keep nobody out of it.
    const device = ['account', account.id, ...(known.device ? [known.device] : [])].join(' ')
    const guesser = { ...known, device }
    const isRight = await passGuard(guard, guesser, async () => {
      factor = await useFactor(account, code, deps)
      return factor !== undefined
    })
    if (isRight && factor) return { factor, device: known.device }
    const isKnownBrowser = known.device !== undefined
    await noteRefused({ account: account.id, step: 'factor', isKnownBrowser })
    return undefined
  }
}

/**
 * Makes what asks whoever is signed in for password and code once more.
 *
 * @throws {ApiError} `sign_in_refused`, `factor_refused`, `too_many_requests`; `not_found` where no second factor is set up.
 */
export function createFactorCheck(deps: AppDeps) {
  const guard = createSignInGuard(deps)
  const check = createCodeCheck(deps)
  return async (
    c: Context,
    staff: { readonly id: string },
    { password, code }: FactorChangeBody,
  ): Promise<AccountRow> => {
    const asked = await requireAccount(staff, deps)
    await mustKnow(c, () => isPasswordOf(asked, password, deps), { guard, deps })
    // Read after the wait: the factor may have been set up meanwhile, and the password changed.
    const account = await requireAccount(staff, deps)
    if (account.passwordHash !== asked.passwordHash) throw new ApiError('sign_in_refused')
    if (account.totpSecret === null) throw new ApiError('not_found')
    if (!(await check(c, account, code))) throw new ApiError('factor_refused')
    return account
  }
}
