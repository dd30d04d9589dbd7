// Every text of the widget in English. Names and {placeholders} are those of kk.ts.

export const bannerRegion = 'Cookie notice'
export const bannerTitle = 'How this site uses cookies'
export const bannerPurposes =
  'The site needs some cookies. Other purposes only if you allow them: visit statistics to improve our services'
export const bannerExternal = ', content of third parties'
export const bannerBody = '. If you refuse, the whole site still works. Choose again any time.'
export const bannerAccept = 'Accept all'
export const bannerReject = 'Reject all'
export const bannerSettings = 'Settings'
export const bannerPolicy = 'Privacy policy'
export const bannerMinor = 'If you are under 18, choose together with a parent, or refuse.'
export const bannerGpc =
  'Your browser sent a Global Privacy Control signal, so analytics and external services are off.'
export const bannerReaskTime = 'Your previous choice has expired. Please choose again.'
export const bannerReaskChange =
  'The purposes of data processing have changed. Please choose again.'

export const prefsTitle = 'Cookie settings'
export const prefsIntro =
  'Choose which purposes you allow. If you refuse, you can still use the whole site.'

export const catNecessaryName = 'Necessary'
export const catNecessaryDesc =
  'Needed for the site to work securely and to store your choice. They cannot be turned off.'
export const catFunctionalName = 'Functional'
export const catFunctionalDesc = 'Remember your language and display settings.'
export const catAnalyticsName = 'Analytics and statistics'
export const catAnalyticsDesc =
  'Show which pages are viewed. Used to improve the quality of our services.'
export const catExternalName = 'External services'
export const catExternalDesc =
  'Show third-party content such as maps and videos. Data may be sent to another country.'

export const prefsAlwaysOn = 'Always on'
export const prefsOn = 'On'
export const prefsOff = 'Off'
export const prefsDetails = 'Details'

export const tableRetention = 'Retention'

export const prefsConsentLine =
  'Operator: {operator}, BIN {bin}. Personal data: {data}. Consent term: {term}. Transfer to third parties: {thirdParties}. Cross-border transfer: {crossBorder}. Publication in open sources: {public}.'

export const valueYes = 'yes'
export const valueNo = 'no'

export const prefsSave = 'Save choices'
export const prefsWithdraw = 'Withdraw consent'
export const prefsClose = 'Close'
export const prefsSaved = 'Your choice is saved.'
export const prefsWithdrawn = 'Consent withdrawn. Analytics cookies have been deleted.'
export const prefsConsentId = 'Consent ID: {id}'

export const formTitle = 'Contact us'
export const formName = 'Your name'
export const formEmail = 'Email'
export const formPhone = 'Phone number'
export const formOptional = '(optional)'
export const formMessage = 'Message'
export const formReplyHint = 'To get a reply, give an email address or a phone number.'
export const formMinimiseHint = 'Do not include an IIN or health information.'
export const formConsent =
  'I consent to the collection and processing of my personal data (name, contact details, message text) in order to answer my enquiry. Operator: {operator}, BIN {bin}. Consent term: {term}.'
export const formConsentNone =
  'The data are not transferred to third parties or abroad and are not published in open sources.'
export const formConsentSome =
  'Transfer to third parties: {thirdParties}. Cross-border transfer: {crossBorder}. Publication in open sources: {public}.'
export const formWho = 'Who is sending this?'
export const formWhoAdult = 'An adult (18 or over), for myself'
export const formWhoRep = "A child's parent or legal representative"
export const formWhoMinor = 'I am under 18'
export const formMinorStop =
  'If you are under 18, a parent or legal representative must fill in this form. What you entered was not sent or stored.'
export const formSubmit = 'Send'
export const formSending = 'Sending…'
export const formSent =
  'Your message was sent. Reference: {id}. Keep it: you will need it to see or delete your data.'

export const errSummary = 'Errors in the form: {n}'
export const errRequired = 'Fill in this field.'
export const errEmail = 'Enter an address like this: name@example.kz'
export const errPhone = 'Enter a number like this: +7 700 000 00 00'
export const errTooLong = 'The text is too long. Maximum characters: {n}'
export const errConsent = 'To send the message, tick the consent box.'
export const errIin = 'The message seems to contain an IIN. Please remove it.'
export const errRate = 'Too many requests. Please try again a little later.'
export const errNetwork = 'No connection. Nothing was sent. Please try again.'
export const errServer = 'Something went wrong on the server. Please try again later.'
export const errConsentStore = 'Your choice could not be saved on the server. Analytics stay off.'

export const prefsClause = 'Policy clause: {clause}'
export const prefsServices = 'Services:'

export const dataIp = 'IP address'
export const dataIpDesc =
  'For visits by country and from our own network. Kept in full for: {term}. Then it is cut short.'
export const dataBrowser = 'Browser'
export const dataBrowserDesc = 'For figures of browsers, operating systems and types of device.'
export const dataVisitTime = 'Visit time'
export const dataVisitTimeDesc =
  'For visits by hour of the day and time on a page. Without it, only the day is kept.'
export const dataVisitorCookie = 'Visitor cookie'
export const dataVisitorCookieDesc =
  'For figures of returning visitors. Without it, no visit can be joined to another.'
export const dataListAnalytics = 'IP address, browser information, visit time, visitor cookie'
export const dataListExternal = 'IP address, browser information'
export const dataListFunctional = 'language and display settings'
export const dataTitle = 'Which data may be kept'
export const dataAll = 'Turn on all four'
export const dataNone = 'If none is on, a visit is only counted.'

export const valueDayOne = '{n} day'
export const valueDayFew = '{n} days'
export const valueDayMany = '{n} days'

export const placeholderTitle = 'External service: {service}'
export const placeholderProvider = 'Provided by: {provider}, {country}.'
export const placeholderAbroad = 'When it loads, data may be sent to another country.'
export const placeholderOnce = 'Load once'
export const placeholderAlways = 'Always allow'
export const placeholderOpen = 'Open in a new tab'

export const formNotSent = 'The message was not sent.'

export const errSender = 'Choose who is sending this.'

export const cookiesTitle = 'List of cookies'
export const tableName = 'Name'
export const tablePurpose = 'Purpose'
export const tableProvider = 'Used by'
export const tableUntilClosed = 'until the browser is closed'
export const tableThisSite = 'this site'

export const ruledPage =
  'On this page consent is not asked: only the cookies that the site needs are used.'
export const errOpen = 'It did not open. Reload the page.'
