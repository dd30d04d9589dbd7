// As its documentation starts it; not hidden from automated browsers, which this benchmark drives.
CookieConsent.run({
  hideFromBots: false,
  categories: { necessary: { enabled: true, readOnly: true }, analytics: {}, external: {} },
  language: {
    default: 'en',
    translations: {
      en: {
        consentModal: {
          title: 'May we count visits?',
          description:
            'The school counts visits and shows videos of other sites only if you agree.',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          showPreferencesBtn: 'Settings',
          footer: '<a href="/policy">Privacy policy</a>',
        },
        preferencesModal: {
          title: 'Cookie settings',
          acceptAllBtn: 'Accept all',
          acceptNecessaryBtn: 'Reject all',
          savePreferencesBtn: 'Save choices',
          closeIconLabel: 'Close',
          sections: [
            {
              title: 'Necessary',
              description: 'The site needs them.',
              linkedCategory: 'necessary',
            },
            { title: 'Analytics', description: 'Visits are counted.', linkedCategory: 'analytics' },
            {
              title: 'External',
              description: 'Videos of other sites.',
              linkedCategory: 'external',
            },
          ],
        },
      },
    },
  },
})
