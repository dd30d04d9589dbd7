import type { SessionTexts } from './kk.ts'

/** Texts of signing in, beyond the password, in English. */
export const en: SessionTexts = {
  factorTitle: 'Second factor',
  factorIntro: 'Type the six digits that the app on your phone shows.',
  factorCode: 'Code',
  factorCodeHint: 'No phone at hand? Type one of your recovery codes.',
  factorSubmit: 'Confirm',
  factorMissing: 'Type the code.',
  factorWrong: 'The code was not accepted. It may have been used already, or its time is over.',
  otherAccount: 'Sign in to another account',

  setUpTitle: 'Set up the second factor',
  setUpIntro:
    'Even somebody who knows your password cannot get in without your phone. Install an app for codes on it: Google Authenticator, Aegis or another.',
  scan: 'Scan this picture in the app.',
  picture: 'QR code of the second factor',
  secret: 'Or type this key by hand',
  setUpCode: 'Code that the app shows',
  setUpSubmit: 'Set up',
  setUpWrong:
    'The code does not belong to this key. Check the phone’s clock and type the next code.',

  codesTitle: 'Recovery codes',
  codesIntro:
    'Where the phone is lost, you sign in with one of these codes. Each works once. Print them and keep them in a safe place: they are not shown again.',
  codesPrint: 'Print',
  codesCopy: 'Copy',
  codesCopied: 'Copied.',
  codesNotCopied: 'The browser did not allow copying. Select the codes and copy them yourself.',
  codesDone: 'I have kept them, go on',

  undertakingTitle: 'Undertaking of confidentiality',
  undertakingIntro: 'Read and accept this text before you see any data.',
  undertakingTick: 'I have read this and will keep to it',
  undertakingMissing: 'Tick the box to go on.',
  undertakingSubmit: 'Accept',

  claimTitle: 'Complete your account',
  claimIntro:
    'Every member of staff now has an account of their own. Give your name and email: your password stays, and from now on you sign in with email and password.',
  claimSubmit: 'Make the account',

  joinTitle: 'Welcome to the console',
  joinIntro:
    'You have been invited to the console of the school’s website. Give your name and choose a password.',
  joinSubmit: 'Make the account',
  joinRefused:
    'This invitation is not valid: it has expired, was used, or was withdrawn. Ask the administrator for another.',
}
