import type {
  AcceptanceBody,
  ClaimBody,
  FactorBody,
  FactorCodeBody,
  FactorOfferResult,
  RecoveryCodesResult,
  SessionResult,
  SetupBody,
  SignInBody,
  UndertakingBody,
  UndertakingResult,
} from '../../contract/index.ts'
import { to } from '../shell/call.ts'

/** Makes the first administrator and signs in. */
export const setUp = to('POST /v1/admin/setup').takes<SetupBody>().answers<SessionResult>()

/** Signs in with the password. */
export const signIn = to('POST /v1/admin/session').takes<SignInBody>().answers<SessionResult>()

/** Shows the second factor. */
export const showFactor = to('POST /v1/admin/session/factor')
  .takes<FactorCodeBody>()
  .answers<SessionResult>()

/** Gives the holder of the single password an account. */
export const claimAccount = to('POST /v1/admin/session/claim')
  .takes<ClaimBody>()
  .answers<SessionResult>()

/** Accepts an invitation and signs in. */
export const acceptInvitation = to('POST /v1/admin/acceptance')
  .takes<AcceptanceBody>()
  .answers<SessionResult>()

/** Returns a new secret for a second factor. */
export const offerFactor = to('POST /v1/admin/account/factor-offer').answers<FactorOfferResult>()

/** Sets up the second factor. */
export const confirmFactor = to('POST /v1/admin/account/factor')
  .takes<FactorBody>()
  .answers<RecoveryCodesResult>()

/** Returns the undertaking of confidentiality. */
export const readUndertaking = to('GET /v1/admin/undertaking').answers<UndertakingResult>()

/** Accepts it. */
export const acceptUndertaking = to('POST /v1/admin/undertaking')
  .takes<UndertakingBody>()
  .answers<void>()
