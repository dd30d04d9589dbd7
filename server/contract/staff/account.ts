import * as v from 'valibot'
import { boundedText, patternText, trimmedText } from '../bounded.ts'
import type { DeepReadonly } from '../deep-readonly.ts'
import { limits } from '../limits.ts'
import { email } from '../visitor/message.ts'
import { count, language, texts } from '../words.ts'
import { roles } from './roles.ts'

const role = v.picklist(roles)

/** Text that is not empty, unchanged. */
const filledText = (maxLength: number) => v.pipe(boundedText(maxLength), v.minLength(1))

/** A password as it is chosen. */
export const newPassword = v.pipe(boundedText(limits.passwordMax), v.minLength(limits.passwordMin))
/** A password as it is typed to sign in. */
const typedPassword = filledText(limits.passwordMax)
/** A member of staff's name and address. */
const person = { name: trimmedText(limits.name), email }

/** The first administrator, once, with the token that the server printed at its first start. */
export const setupBody = v.strictObject({
  token: filledText(limits.setupToken),
  ...person,
  password: newPassword,
})
export type SetupBody = v.InferOutput<typeof setupBody>

export const signInBody = v.strictObject({
  /** Left out only by the holder of the single password from before there were accounts. */
  email: v.optional(email),
  password: typedPassword,
})
export type SignInBody = v.InferOutput<typeof signInBody>

/** Name and address for the holder of the single password, whose account this makes. */
export const claimBody = v.strictObject(person)
export type ClaimBody = v.InferOutput<typeof claimBody>

export const factorCodeBody = v.strictObject({
  /** Six digits of the second factor, or a recovery code; spaces and case do not matter. */
  code: filledText(limits.factorCode),
})
export type FactorCodeBody = v.InferOutput<typeof factorCodeBody>

/**
 * What is to be done next: `none`, sign in; `claim`, give the account a name; `factor`, show the second factor;
 * `factor_setup`, set one up; `undertaking`, accept the undertaking; `ready`, nothing.
 */
const step = v.picklist(['none', 'claim', 'factor', 'factor_setup', 'undertaking', 'ready'])
export type SessionStep = v.InferOutput<typeof step>

export const sessionResult = v.object({
  /** Whether there is an account, or the single password from before there were any. */
  isSetUp: v.boolean(),
  /** Whether password and, where there is one, second factor were right. */
  isSignedIn: v.boolean(),
  step,
  /** `null` where nobody is signed in. */
  role: v.nullable(role),
  /** Whether the single password opens the console, so that no address is asked for. */
  isSinglePassword: v.boolean(),
  /** Whether a second factor must be set up. `false` in development. */
  isFactorRequired: v.boolean(),
})
/** Whether there is an account, and how far this browser is signed in. */
export type SessionResult = DeepReadonly<v.InferOutput<typeof sessionResult>>

/** The current password and a new one. */
export const changePasswordBody = v.strictObject({ currentPassword: typedPassword, newPassword })
export type ChangePasswordBody = v.InferOutput<typeof changePasswordBody>

/** Password and a code of the second factor again, for what neither an open console nor the password alone is enough for. */
export const factorChangeBody = v.strictObject({
  password: typedPassword,
  code: factorCodeBody.entries.code,
})
export type FactorChangeBody = v.InferOutput<typeof factorChangeBody>

export const endedSessionsResult = v.object({
  /** Number of sessions ended. */
  ended: count,
})
/** Result of ending sessions. */
export type EndedSessionsResult = DeepReadonly<v.InferOutput<typeof endedSessionsResult>>

const id = filledText(limits.uuid)
/** One of the sessions of the list. */
export const endSessionBody = v.strictObject({ id })
export type EndSessionBody = v.InferOutput<typeof endSessionBody>

export const sessionsResult = v.object({
  sessions: v.array(
    v.object({
      id: v.string(),
      /** Browser and system in words; empty where the browser does not say. */
      browser: v.string(),
      beganAt: v.string(),
      lastSeenAt: v.string(),
      /** Whether it is the one that asks. */
      isCurrent: v.boolean(),
    }),
  ),
})
/** One's own sessions, newest first. */
export type SessionsResult = DeepReadonly<v.InferOutput<typeof sessionsResult>>

export const accountResult = v.object({
  id: v.string(),
  /** `null` where it cannot be decrypted. */
  name: v.nullable(v.string()),
  email: v.nullable(v.string()),
  role,
  hasFactor: v.boolean(),
  /** Whether a second factor must be set up. `false` in development. */
  isFactorRequired: v.boolean(),
  recoveryCodesLeft: count,
  /** Version of the accepted undertaking; `null` before one was accepted. */
  undertakingVersion: v.nullable(v.string()),
  undertakingAt: v.nullable(v.string()),
})
/** One's own account. */
export type AccountResult = DeepReadonly<v.InferOutput<typeof accountResult>>

export const factorOfferResult = v.object({
  /** Base32, as an app takes it. */
  secret: v.string(),
  /** The same as a QR code shows it (Key URI Format). */
  uri: v.string(),
})
/** A new secret, which becomes the second factor once a code of it was shown. */
export type FactorOfferResult = DeepReadonly<v.InferOutput<typeof factorOfferResult>>

export const factorBody = v.strictObject({
  /** As it was offered. */
  secret: patternText(/^[A-Z2-7]{32}$/, 'secret', limits.factorSecret),
  code: factorCodeBody.entries.code,
})
export type FactorBody = v.InferOutput<typeof factorBody>

export const recoveryCodesResult = v.object({
  /** Ten codes, each for one sign-in without the second factor. Not shown again. */
  recoveryCodes: v.array(v.string()),
})
export type RecoveryCodesResult = DeepReadonly<v.InferOutput<typeof recoveryCodesResult>>

export const undertakingResult = v.object({
  version: v.string(),
  /** SHA-256, hex, of its three texts. */
  sha256: v.string(),
  texts,
})
/** The undertaking of confidentiality. */
export type UndertakingResult = DeepReadonly<v.InferOutput<typeof undertakingResult>>

export const undertakingBody = v.strictObject({
  /** The version that was read. */
  version: filledText(limits.policyVersion),
})

export type UndertakingBody = v.InferOutput<typeof undertakingBody>

export const invitationBody = v.strictObject({ email, role, language })
export type InvitationBody = v.InferOutput<typeof invitationBody>

export const invitationResult = v.object({
  id: v.string(),
  expiresAt: v.string(),
  /** Whether the invitation is queued as a mail. */
  isMailed: v.boolean(),
  /** The token, shown once, where no mail is sent: the address is `/admin/#invitation=` and the token. */
  token: v.nullable(v.string()),
})
/** A new invitation. */
export type InvitationResult = DeepReadonly<v.InferOutput<typeof invitationResult>>

/** Accepts an invitation. */
export const acceptanceBody = v.strictObject({
  token: filledText(limits.invitationToken),
  name: person.name,
  password: newPassword,
})
export type AcceptanceBody = v.InferOutput<typeof acceptanceBody>

export const roleBody = v.strictObject({ role })
export type RoleBody = v.InferOutput<typeof roleBody>

const personResult = v.object({
  id: v.string(),
  name: v.nullable(v.string()),
  email: v.nullable(v.string()),
  role,
  createdAt: v.string(),
  lastSignInAt: v.nullable(v.string()),
  disabledAt: v.nullable(v.string()),
  hasFactor: v.boolean(),
  undertakingAt: v.nullable(v.string()),
})
export const peopleResult = v.object({
  people: v.array(personResult),
  /** Invitations that wait. */
  invitations: v.array(
    v.object({
      id: v.string(),
      email: v.nullable(v.string()),
      role,
      createdAt: v.string(),
      expiresAt: v.string(),
    }),
  ),
})
/** Everybody with access, and those who were invited. */
export type PeopleResult = DeepReadonly<v.InferOutput<typeof peopleResult>>
/** One member of staff. */
export type PersonResult = DeepReadonly<v.InferOutput<typeof personResult>>
