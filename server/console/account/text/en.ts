import type { AccountTexts } from './kk.ts'

/** Texts of one's own account in English. */
export const en: AccountTexts = {
  title: 'My account',
  factsTitle: 'About me',
  role: 'My role',
  unreadable: 'Cannot be read',
  undertaking: 'Undertaking of confidentiality',
  undertakingAt: 'Accepted on {at}',

  factorTitle: 'Second factor',
  factorNone: 'Not set up. Whoever knows your password gets in under your name.',
  factorOptional: 'This server runs in development mode, so a second factor is not required.',
  factorAdd: 'Set up the second factor',
  factorOn: 'Set up. Recovery codes left: {n}.',
  passwordAgain: 'Your password',
  passwordWhy: 'So that nobody else changes it in a console that was left open.',
  renew: 'Get new codes',
  remove: 'Remove the second factor',
  passwordWrong: 'The password is wrong.',

  sessionsTitle: 'Signed-in browsers',
  browser: 'Browser',
  unknownBrowser: 'Unknown browser',
  began: 'Signed in',
  lastSeen: 'Last active',
  act: 'Act',
  current: 'This browser',
  end: 'Sign out',
  endNamed: 'Sign out: {browser}, {at}',
}
