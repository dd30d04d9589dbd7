import type { Texts } from './kk.ts'

/** Every text of the console in English. */
export const en: Texts = {
  consoleName: 'Kelisim',
  languageSwitch: 'Language',
  signOut: 'Sign out',
  account: 'Password',
  loading: 'Loading…',
  retry: 'Try again',

  setupTitle: 'First start',
  setupIntro:
    'Only those who know the password see the statistics. Choose one and keep it in a safe place.',
  setupSubmit: 'Set the password',
  setupRefused:
    'This address is not valid any more. Restart the server and open the new address that it shows.',
  setupNoTokenTitle: 'No password has been set yet',
  setupNoToken:
    'At its first start the server shows a special address in its window. To set the password, copy that address as a whole and open it.',

  password: 'Password',
  passwordAgain: 'Repeat the password',
  passwordHint: 'At least 15 characters. A sentence of several words is easy to remember.',
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
  backToStatistics: 'Back to the statistics',

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

  statisticsTitle: 'Statistics',
  period: 'Period',
  lastDays: 'Last {n} days',
  customPeriod: 'Other period',
  periodFrom: 'From',
  periodTo: 'To',
  periodApply: 'Show',
  periodMissing: 'Choose both days.',
  periodReversed: 'The period cannot start after it ends.',
  periodLong: 'The period is too long. At most: {n} days.',

  consents: 'Consents',
  refusals: 'Refusals',
  consentRate: 'Consent rate',
  visits: 'Page views',
  withdrawals: 'Withdrawals',
  consentsMeaning: 'At least one purpose was allowed',
  refusalsMeaning: 'Everything was refused',
  consentRateMeaning: 'Of all choices',
  visitsMeaning: 'Counted only for those who allowed statistics',
  withdrawalsMeaning: 'A consent given before was taken back',

  below: '<5',
  belowSpoken: 'fewer than five',
  hidden: 'hidden',
  noRate: '–',
  noRateSpoken: 'rate not shown',
  belowMeaning:
    'fewer than five. Small numbers are not shown exactly, so that nobody can be recognised.',
  hiddenMeaning: 'not shown, since a small number beside it could be worked out from it.',

  byDay: 'Day by day',
  choicesByDay: 'Choices by day',
  visitsByDay: 'Page views by day',
  chartHint: 'Point at a column to see the numbers of that day.',
  chartSummary: 'Chart. The same numbers are in the table below.',
  tooFewToDraw: 'On no day is there enough to show.',
  asTable: 'Show as a table',
  byPurpose: 'By purpose',
  byLanguage: 'By language',
  byPolicyVersion: 'By policy version',
  pages: 'Most viewed pages',
  referrers: 'Sites that visitors came from',
  browsers: 'Browsers',
  day: 'Day',
  purpose: 'Purpose',
  language: 'Language',
  policyVersion: 'Version',
  page: 'Page',
  referrer: 'Site',
  browser: 'Browser',
  other: 'Other',
  notListed:
    'One day counts at most {n} of these by name. The others are counted together, page views:',
  noRows: 'There is nothing in this period, or too little to show.',

  purposeFunctional: 'Functional',
  purposeAnalytics: 'Analytics and statistics',
  purposeExternal: 'External services',

  emptyTitle: 'Nothing was recorded in this period',
  emptyText:
    'Numbers appear here once visitors choose. For that, every page of the school’s website needs this line:',
}
