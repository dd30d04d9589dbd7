import * as account from '../../contract/staff/account.ts'

/** Schemas of staff accounts under the names of their types. */
export const staffSchemas = {
  SetupBody: account.setupBody,
  SignInBody: account.signInBody,
  ClaimBody: account.claimBody,
  FactorCodeBody: account.factorCodeBody,
  SessionResult: account.sessionResult,
  ChangePasswordBody: account.changePasswordBody,
  FactorChangeBody: account.factorChangeBody,
  EndedSessionsResult: account.endedSessionsResult,
  EndSessionBody: account.endSessionBody,
  SessionsResult: account.sessionsResult,
  AccountResult: account.accountResult,
  FactorOfferResult: account.factorOfferResult,
  FactorBody: account.factorBody,
  RecoveryCodesResult: account.recoveryCodesResult,
  UndertakingResult: account.undertakingResult,
  UndertakingBody: account.undertakingBody,
  InvitationBody: account.invitationBody,
  InvitationResult: account.invitationResult,
  AcceptanceBody: account.acceptanceBody,
  RoleBody: account.roleBody,
  PeopleResult: account.peopleResult,
} as const
