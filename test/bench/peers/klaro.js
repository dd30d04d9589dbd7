window.klaroConfig = {
  version: 1,
  acceptAll: true,
  privacyPolicy: '/policy',
  lang: 'en',
  translations: {
    zz: { privacyPolicyUrl: '/policy' },
    en: { purposes: { analytics: { title: 'Analytics' }, external: { title: 'External' } } },
  },
  services: [
    { name: 'analytics', title: 'Analytics', purposes: ['analytics'] },
    { name: 'external', title: 'External', purposes: ['external'] },
  ],
}
