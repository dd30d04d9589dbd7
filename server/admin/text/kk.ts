/** Every text of the console in Kazakh. No case suffix touches a `{placeholder}`: vowel harmony would break. */
export const kk = {
  consoleName: 'Келісім',
  languageSwitch: 'Тіл',
  signOut: 'Шығу',
  loading: 'Жүктелуде…',
  retry: 'Қайталау',

  setupTitle: 'Бірінші іске қосу',
  setupIntro:
    'Статистиканы тек құпиясөзді білетін адам көреді. Құпиясөзді таңдап, сенімді жерде сақтаңыз.',
  setupSubmit: 'Құпиясөзді орнату',
  setupRefused:
    'Бұл мекенжай енді жарамсыз. Серверді қайта іске қосып, ол көрсеткен жаңа мекенжайды ашыңыз.',
  setupNoTokenTitle: 'Құпиясөз әлі орнатылмаған',
  setupNoToken:
    'Сервер бірінші рет іске қосылғанда, терезесіне арнайы мекенжай шығарады. Құпиясөзді орнату үшін сол мекенжайды толық көшіріп ашыңыз.',

  password: 'Құпиясөз',
  passwordAgain: 'Құпиясөзді қайталаңыз',
  passwordHint: 'Кемінде 15 таңба. Бірнеше сөзден құралған сөйлемді есте сақтау оңай.',
  passwordShow: 'Құпиясөзді көрсету',
  passwordShort: 'Құпиясөз тым қысқа. Ең азы: 15 таңба.',
  passwordDiffers: 'Екі құпиясөз бірдей емес.',
  passwordMissing: 'Құпиясөзді енгізіңіз.',

  signInTitle: 'Кіру',
  signInIntro: 'Бұл бет мектеп қызметкерлеріне арналған.',
  signInSubmit: 'Кіру',
  signInRefused: 'Құпиясөз қате.',
  signInEnded: 'Қауіпсіздік үшін сеанс аяқталды. Қайта кіріңіз.',
  tooMany: 'Әрекеттер тым көп болды. Күту уақыты: {n} мин.',
  errorNetwork: 'Сервермен байланыс жоқ. Желіні тексеріп, қайталап көріңіз.',
  errorAddress:
    'Сервер бұл беттің мекенжайын танымайды: {address}. Серверге жауапты адам оның баптауларына мына жолды қосып, серверді қайта іске қосуы керек: KELISIM_URL={address}',
  errorServer: 'Серверде қате болды. Кейінірек қайталап көріңіз.',

  statisticsTitle: 'Статистика',
  period: 'Кезең',
  lastDays: 'Соңғы {n} күн',
  customPeriod: 'Басқа кезең',
  periodFrom: 'Басталуы',
  periodTo: 'Аяқталуы',
  periodApply: 'Көрсету',
  periodMissing: 'Екі күнді де таңдаңыз.',
  periodReversed: 'Кезең аяқталған соң басталмауы керек.',
  periodLong: 'Кезең тым ұзын. Ең көбі: {n} күн.',

  consents: 'Келісім',
  refusals: 'Бас тарту',
  consentRate: 'Келісім үлесі',
  visits: 'Бет қаралымы',
  withdrawals: 'Қайтарып алу',
  consentsMeaning: 'Кемінде бір мақсатқа рұқсат берілді',
  refusalsMeaning: 'Бәрінен бас тартылды',
  consentRateMeaning: 'Барлық таңдаудың ішінде',
  visitsMeaning: 'Статистикаға рұқсат бергендер ғана саналады',
  withdrawalsMeaning: 'Бұрын берілген келісім қайтарып алынды',

  below: '<5',
  belowSpoken: 'бестен аз',
  hidden: 'жасырын',
  noRate: '–',
  noRateSpoken: 'үлесі көрсетілмейді',
  belowMeaning: 'бестен аз. Адамды танып қоюға болмауы үшін шағын сан дәл көрсетілмейді.',
  hiddenMeaning:
    'саны көрсетілмейді, өйткені ол арқылы көршілес шағын санды есептеп шығаруға болар еді.',

  byDay: 'Күн сайын',
  choicesByDay: 'Таңдаулар күн сайын',
  visitsByDay: 'Бет қаралымы күн сайын',
  chartHint: 'Күн бойынша сандарды көру үшін бағанды көрсетіңіз.',
  chartSummary: 'Диаграмма. Дәл осы сандар төмендегі кестеде берілген.',
  tooFewToDraw: 'Бірде-бір күннің саны көрсету үшін жеткілікті емес.',
  asTable: 'Кесте түрінде көрсету',
  byPurpose: 'Мақсаттар бойынша',
  byLanguage: 'Тілдер бойынша',
  byPolicyVersion: 'Саясат нұсқалары бойынша',
  pages: 'Ең көп қаралған беттер',
  referrers: 'Қай сайттардан келді',
  browsers: 'Браузерлер',
  day: 'Күні',
  purpose: 'Мақсаты',
  language: 'Тілі',
  policyVersion: 'Нұсқасы',
  page: 'Беті',
  referrer: 'Сайты',
  browser: 'Браузері',
  other: 'Басқа',
  notListed:
    'Бір күнде жеке саналатын атаулар: ең көбі {n}. Одан артығы бірге саналды, бет қаралымы:',
  noRows: 'Бұл кезеңде дерек жоқ немесе көрсету үшін тым аз.',

  purposeFunctional: 'Функционалдық',
  purposeAnalytics: 'Аналитика және статистика',
  purposeExternal: 'Сыртқы қызметтер',

  emptyTitle: 'Бұл кезеңде ештеңе тіркелмеген',
  emptyText:
    'Келушілер таңдау жасағанда, сандар осында шығады. Ол үшін мектеп сайтының әр бетінде мына жол болуы керек:',
}

/** The texts of the console in one language: the same keys in each. */
export type Texts = Readonly<Record<keyof typeof kk, string>>
