import type { Texts } from './kk.ts'

/** All texts of the console in English. */
export const en: Texts = {
  consoleName: 'Kelisim',
  languageSwitch: 'Language',
  signOut: 'Sign out',
  loading: 'Loading…',
  retry: 'Try again',

  menu: 'Menu',
  skipToScreen: 'Skip to the content',
  navToday: 'Today',
  navStatistics: 'Statistics',
  navMessages: 'Messages',
  navRequests: 'Requests',
  navRegisters: 'Registers',
  navBreaches: 'Breaches',
  navPolicy: 'Policy',
  navProof: 'Proof',
  navStorage: 'Storage',
  navSite: 'Site',
  navPeople: 'People',
  navAccount: 'My account',
  unknownTitle: 'There is no such page',
  unknownText: 'Check the address, or choose a page in the menu.',
  forbiddenTitle: 'This page is not open to you',
  forbiddenText: 'Staff with another role see it. Ask an administrator if you need it.',
  toFirstScreen: 'To the first page',

  sort: 'Sort',
  backToList: 'Back to the list',
  pages: 'Pages of the list',
  total: 'In all: {total}',
  range: '{from}–{to} of {total}',
  previousPage: 'Previous',
  firstPage: 'To the start',
  nextPage: 'Next',
  progress: '{done} of {total}',

  dueToday: 'Due today',
  dueIn: '{n} working day left|{n} working days left',
  overdue: 'Overdue for {n} working day|Overdue for {n} working days',

  reveal: 'Show',
  hide: 'Hide',
  revealNamed: 'Show: {name}',
  hideNamed: 'Hide: {name}',
  revealIsLogged: 'Who has looked, and when, is written into the audit register.',

  errorsInForm: 'Errors in the form: {n}',
  fieldMissing: 'Fill in this field.',
  fieldTooLong: 'The text is too long.',
  fieldTooShort: 'The text is too short.',
  fieldInvalid: 'Check the value: it does not fit here.',
  fieldPersonal: 'No email addresses, phone numbers or IINs here.',
  leaveAsItIs: 'Leave it as it is',
  typeNumber: 'To confirm, type the number: {number}',
  typeNumberWrong: 'The number does not match. It must be: {number}',
  errorNotFound: 'There is no such entry. It may have been deleted.',

  setupTitle: 'First start',
  setupIntro:
    'Only those who know the password see the statistics. Choose one and keep it in a safe place.',
  setupSubmit: 'Set the password',
  setupRefused:
    'This address is not valid any more. Restart the server and open the new address that it shows.',
  setupNoTokenTitle: 'No password has been set yet',
  setupNoToken:
    'Until there is a password, the server shows a special address in its window or log at each start. To set the password, copy that address as a whole and open it.',

  password: 'Password',
  passwordAgain: 'Repeat the password',
  passwordHint:
    'At least 15 characters: a sentence of several words, no known name, nothing repeated or in the order of the keys.',
  passwordShow: 'Show the password',
  passwordShort: 'The password is too short. At least: 15 characters.',
  passwordDiffers: 'The two passwords differ.',
  passwordMissing: 'Enter the password.',
  passwordGuessable:
    'Others would guess this password: it repeats, follows the keyboard or the alphabet, or is made of a well-known name. Choose a sentence of several words.',
  passwordCurrent: 'Current password',
  passwordNew: 'New password',
  passwordSame: 'The new password is the current one. Choose another.',

  changeTitle: 'Change the password',
  changeIntro: 'Every other browser is signed out by it.',
  changeSubmit: 'Change the password',
  changeDone: 'The password has been changed. Every other browser is signed out.',
  sessionsTitle: 'Other browsers',
  sessionsIntro:
    'Are you still signed in somewhere else, or not sure? Sign every browser out but this one.',
  sessionsEnd: 'Sign the others out',
  sessionsEnded: 'Signed out: {n}.',

  signInTitle: 'Sign in',
  signInIntro: 'This page is for the school’s staff.',
  signInSubmit: 'Sign in',
  signInRefused: 'The password is wrong.',
  signInEnded: 'The session has ended, for safety. Sign in again.',
  tooMany: 'Too many attempts. Wait: {n} min.',
  errorNetwork: 'The server cannot be reached. Check the network and try again.',
  errorAddress:
    'The server does not know this page’s address as its own: {address}. Whoever runs the server writes this into its settings and restarts it: KELISIM_URL={address}',
  errorServer: 'Something went wrong on the server. Please try again later.',
}
