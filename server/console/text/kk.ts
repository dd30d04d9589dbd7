/**
 * All texts of the console in Kazakh. No case suffix is attached to a `{placeholder}`, because vowel harmony depends on the
 * value.
 */
export const kk = {
  consoleName: 'Келісім',
  languageSwitch: 'Тіл',
  signOut: 'Шығу',
  loading: 'Жүктелуде…',
  retry: 'Қайталау',

  menu: 'Мәзір',
  skipToScreen: 'Мазмұнға өту',
  navToday: 'Бүгін',
  navStatistics: 'Статистика',
  navMessages: 'Хабарламалар',
  navRequests: 'Сұраулар',
  navRegisters: 'Тізілімдер',
  navBreaches: 'Деректердің бұзылуы',
  navPolicy: 'Саясат',
  navProof: 'Дәлелдер',
  navStorage: 'Сақтау мерзімдері',
  navSite: 'Сайт',
  navPeople: 'Қызметкерлер',
  navAccount: 'Менің аккаунтым',
  unknownTitle: 'Мұндай бет жоқ',
  unknownText: 'Мекенжайды тексеріңіз немесе мәзірден таңдаңыз.',
  forbiddenTitle: 'Бұл бет сізге ашық емес',
  forbiddenText: 'Оны басқа рөлдегі қызметкерлер көреді. Керек болса, әкімшіден сұраңыз.',
  toFirstScreen: 'Бірінші бетке өту',

  sort: 'Сұрыптау',
  backToList: 'Тізімге оралу',
  pages: 'Тізім беттері',
  total: 'Барлығы: {total}',
  range: '{from}–{to}, барлығы: {total}',
  previousPage: 'Алдыңғы',
  firstPage: 'Басына',
  nextPage: 'Келесі',
  progress: '{done} / {total}',

  dueToday: 'Бүгін соңғы күн',
  dueIn: '{n} жұмыс күні қалды',
  overdue: 'Мерзімі {n} жұмыс күні бұрын өтті',

  reveal: 'Көрсету',
  hide: 'Жасыру',
  revealNamed: 'Көрсету: {name}',
  hideNamed: 'Жасыру: {name}',
  revealIsLogged: 'Кім және қашан көргені журналға жазылады.',

  errorsInForm: 'Нысандағы қателер саны: {n}',
  fieldMissing: 'Бұл өрісті толтырыңыз.',
  fieldTooLong: 'Мәтін тым ұзын.',
  fieldTooShort: 'Мәтін тым қысқа.',
  fieldInvalid: 'Мәнді тексеріңіз: ол мұнда жарамайды.',
  fieldPersonal: 'Мұнда пошта мекенжайын, телефон нөмірін және ЖСН жазуға болмайды.',
  fieldInFuture: 'Бұл күн немесе уақыт әлі келген жоқ.',
  fieldInPast: 'Бұл күн тым ерте. Жылын тексеріңіз.',
  fieldTooSmall: 'Сан тым аз.',
  fieldTooLarge: 'Сан тым көп.',
  fieldReversed: 'Аяқталуы басталуынан бұрын тұр.',
  fieldNotFound: 'Мұндай нөмірлі жазба жоқ.',
  fieldTaken: 'Бұл нөмір басқа жазбада бар.',
  leaveAsItIs: 'Өзгеріссіз қалдыру',
  typeNumber: 'Растау үшін нөмірін жазыңыз: {number}',
  typeNumberWrong: 'Нөмір сәйкес емес. Керегі: {number}',
  errorNotFound: 'Мұндай жазба жоқ. Ол жойылған болуы мүмкін.',
  changedMeanwhile:
    'Сізден бұрын үлгерген: {by}, {when}. Ештеңе өзгертілген жоқ. Бетті қайта ашып, қараңыз.',
  jobRunning: 'Осындай жұмыс жүріп жатыр. Аяқталуын күтіңіз.',
  jobInterrupted: 'Сервер тоқтап, жұмыс үзіліп қалды. Қайта бастаңыз.',

  setupTitle: 'Бірінші іске қосу',
  setupIntro: 'Бірінші әкімшінің аккаунтын ашыңыз. Кейін басқа қызметкерлерді өзіңіз шақырасыз.',
  setupSubmit: 'Аккаунт ашу',
  setupRefused:
    'Бұл мекенжай енді жарамсыз. Серверді қайта іске қосып, ол көрсеткен жаңа мекенжайды ашыңыз.',
  setupNoTokenTitle: 'Құпиясөз әлі орнатылмаған',
  setupNoToken:
    'Құпиясөз орнатылғанша, сервер әр іске қосылған сайын терезесіне немесе журналына арнайы мекенжай шығарады. Құпиясөзді орнату үшін сол мекенжайды толық көшіріп ашыңыз.',

  roleAdministrator: 'Әкімші',
  roleOperator: 'Оператор',
  roleAuditor: 'Аудитор',
  roleStatistics: 'Статистика көруші',
  actorSubject: 'Деректер иесі',
  actorSystem: 'Жүйе',
  email: 'Электрондық пошта',
  fullName: 'Аты-жөніңіз',
  password: 'Құпиясөз',
  passwordAgain: 'Құпиясөзді қайталаңыз',
  passwordHint:
    'Кемінде 15 таңба: бірнеше сөзден құралған сөйлем, белгілі атаусыз, қайталаусыз және пернелер ретінсіз.',
  passwordShow: 'Құпиясөзді көрсету',
  passwordShort: 'Құпиясөз тым қысқа. Ең азы: 15 таңба.',
  passwordDiffers: 'Екі құпиясөз бірдей емес.',
  passwordMissing: 'Құпиясөзді енгізіңіз.',
  passwordGuessable:
    'Бұл құпиясөзді табу оңай: ол қайталанады, пернетақта не әліпби ретімен жазылған немесе белгілі атаудан құралған. Бірнеше сөзден тұратын сөйлем таңдаңыз.',
  passwordCurrent: 'Қазіргі құпиясөз',
  passwordNew: 'Жаңа құпиясөз',
  passwordSame: 'Жаңа құпиясөз қазіргісімен бірдей. Басқасын таңдаңыз.',

  changeTitle: 'Құпиясөзді өзгерту',
  changeIntro: 'Басқа браузерлердің бәрінде қайта кіру қажет болады.',
  changeSubmit: 'Құпиясөзді өзгерту',
  changeDone: 'Құпиясөз өзгертілді. Басқа браузерлердегі сеанстар аяқталды.',
  sessionsTitle: 'Басқа браузерлер',
  sessionsIntro:
    'Басқа құрылғыда сеанс ашық қалды ма немесе сенімді емессіз бе? Осы браузерден басқа барлық сеансты аяқтаңыз.',
  sessionsEnd: 'Басқа сеанстарды аяқтау',
  sessionsEnded: 'Аяқталған сеанс саны: {n}.',

  signInTitle: 'Кіру',
  signInIntro: 'Бұл бет мектеп қызметкерлеріне арналған.',
  signInSubmit: 'Кіру',
  signInRefused: 'Пошта немесе құпиясөз қате.',
  signInEnded: 'Қауіпсіздік үшін сеанс аяқталды. Қайта кіріңіз.',
  tooMany: 'Әрекеттер тым көп болды. Күту уақыты: {n} мин.',
  errorNetwork: 'Сервермен байланыс жоқ. Желіні тексеріп, қайталап көріңіз.',
  errorAddress:
    'Сервер бұл беттің мекенжайын танымайды: {address}. Серверге жауапты адам оның баптауларына мына жолды қосып, серверді қайта іске қосуы керек: KELISIM_URL={address}',
  errorServer: 'Серверде қате болды. Кейінірек қайталап көріңіз.',
}

/** The texts of the console in one language: the same keys in each. */
export type Texts = Readonly<Record<keyof typeof kk, string>>
