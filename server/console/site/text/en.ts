import type { SiteTexts } from './kk.ts'

/** Texts of the site in English. */
export const en: SiteTexts = {
  title: 'Site',
  lead: 'How the banner gets onto the site, and what visitors are asked.',

  tagTitle: 'Put the banner on the site',
  tagText: 'Put this line at the top of every page of the site, inside <head>.',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied: select the line and copy it yourself.',

  checkTitle: 'Does it work',
  checkText:
    'Open a page of the site: the banner has to appear. Choose, come back here and look again.',
  page: 'Address of a page of the site',
  pageHint: 'For example: https://school.example/',
  pageWrong: 'An address begins with https://',
  open: 'Open the page in a new tab',
  lookAgain: 'Look again',
  seenToday: 'Pages viewed today',
  lastConsent: 'Last consent',
  never: 'not yet',
  works: 'The site sends data.',
  silent: 'Nothing has come from the site today or yesterday.',

  wrongTitle: 'What is wrong with the settings',
  nothingWrong: 'Nothing wrong was found in the settings.',
  noResponsible:
    'Nobody is named as responsible for personal data. Fill in operator.responsible in the settings.',
  abroad:
    'Data are stored abroad: {country}. The law requires Kazakhstan (Art. 12). Check storageCountry.',
  noPublicPurpose: 'No purpose is offered to visitors. Check purposes in the settings.',
  serviceAbroad:
    'The service {name} sends data abroad: {country}. The consent text says so; its contract must be in the register.',

  askedTitle: 'What visitors are asked',
  purpose: 'Purpose',
  clause: 'Clause of the policy',
  analytics: 'Statistics',
  external: 'External content',
  functional: 'Convenience',
  necessary: 'Necessary',
  servicesTitle: 'External services',
  noServices: 'There is no external service',
  noServicesText:
    'A video, map or counter is written into the settings and the register of processors.',
  service: 'Service',
  provider: 'Provider',
  country: 'Country',
  cookies: 'Cookies',
  noCookies: 'none',
  days: '{name}: {n} days',
  session: '{name}: until the browser is closed',

  factsTitle: 'Settings',
  operator: 'Organisation',
  bin: 'BIN',
  responsible: 'Responsible person',
  policyVersion: 'Version of the policy',
  languages: 'Languages',
  choiceDays: 'A choice is kept for',
  messageDays: 'A message is kept for',
  nDays: '{n} days',
  storageCountry: 'Country of the data',
  timeZone: 'Time zone',
  siteCookies: 'The site’s own cookies',
  lists: 'Documents for signature',
  personalDataList: 'List of personal data',
  cookieList: 'List of cookies and processing',
}
