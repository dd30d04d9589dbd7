window.tarteaucitronForceLanguage = 'en'
tarteaucitron.init({
  useExternalJs: true,
  useExternalCss: true,
  privacyUrl: '/policy',
  bodyPosition: 'bottom',
  hashtag: '#tarteaucitron',
  cookieName: 'tarteaucitron',
  orientation: 'bottom',
  showIcon: false,
  removeCredit: true,
  googleConsentMode: false,
  bingConsentMode: false,
})
for (const [name, type] of [
  ['visits', 'analytic'],
  ['videos', 'video'],
]) {
  const nothing = () => undefined
  tarteaucitron.services[name] = {
    ...{ key: name, type, name, uri: '/policy', needConsent: true, cookies: [] },
    ...{ js: nothing, fallback: nothing },
  }
  tarteaucitron.job = [...(tarteaucitron.job ?? []), name]
}
