// Every text of the widget in Kazakh. One constant each, so that a chunk carries only those it
// shows. The build puts the file of another language in the place of this one, so all have the same
// names and the same {placeholders}. No case suffix touches a placeholder (vowel harmony would
// break); no text persuades.

export const bannerRegion = 'Cookie файлдары туралы хабарлама'
export const bannerTitle = 'Cookie файлдарын пайдалану'
export const bannerPurposes =
  'Сайтқа қажетті cookie қолданамыз. Рұқсатыңызбен басқа мақсаттарға да: қызметті жақсартатын келу статистикасы'
export const bannerExternal = ', үшінші тарап материалдары'
export const bannerBody =
  '. Бас тартсаңыз да, сайтты толық пайдалана аласыз. Таңдауды кез келген уақытта өзгерте аласыз.'
export const bannerAccept = 'Барлығын қабылдау'
export const bannerReject = 'Барлығынан бас тарту'
export const bannerSettings = 'Баптау'
export const bannerPolicy = 'Құпиялылық саясаты'
export const bannerMinor =
  '18 жасқа толмаған болсаңыз, таңдауды ата-анаңызбен бірге жасаңыз немесе бас тартыңыз.'
export const bannerGpc =
  'Браузеріңіз Global Privacy Control сигналын жіберді, сондықтан аналитика мен сыртқы қызметтер өшірулі.'
export const bannerReaskTime = 'Алдыңғы таңдауыңыздың мерзімі өтті. Қайта таңдаңыз.'
export const bannerReaskChange = 'Деректерді өңдеу мақсаттары өзгерді. Қайта таңдаңыз.'

export const prefsTitle = 'Cookie баптаулары'
export const prefsIntro =
  'Қай мақсаттарға рұқсат беретініңізді таңдаңыз. Бас тартсаңыз да, сайтты толық пайдалана аласыз.'

export const catNecessaryName = 'Қажетті'
export const catNecessaryDesc =
  'Сайттың жұмысы мен қауіпсіздігі және таңдауыңызды сақтау үшін керек. Өшіруге болмайды.'
export const catFunctionalName = 'Функционалдық'
export const catFunctionalDesc = 'Тіл мен көрініс баптауларын есте сақтайды.'
export const catAnalyticsName = 'Аналитика және статистика'
export const catAnalyticsDesc =
  'Қай беттер қаралатынын көрсетеді. Қызмет сапасын жақсарту үшін пайдаланылады.'
export const catExternalName = 'Сыртқы қызметтер'
export const catExternalDesc =
  'Карта, бейне сияқты үшінші тарап материалдарын көрсетеді. Деректер басқа елге берілуі мүмкін.'

export const prefsAlwaysOn = 'Әрқашан қосулы'
export const prefsOn = 'Қосулы'
export const prefsOff = 'Өшірулі'
export const prefsDetails = 'Толығырақ'

export const tableRetention = 'Сақтау мерзімі'

export const prefsConsentLine =
  'Оператор: {operator}, БСН {bin}. Дербес (жеке) деректер тізбесі: {data}. Келісім мерзімі: {term}. Үшінші тұлғаларға беру: {thirdParties}. Шет елге беру: {crossBorder}. Жалпыға қолжетімді көздерде тарату: {public}.'

export const valueYes = 'иә'
export const valueNo = 'жоқ'

export const prefsSave = 'Таңдауды сақтау'
export const prefsWithdraw = 'Келісімді қайтарып алу'
export const prefsClose = 'Жабу'
export const prefsSaved = 'Таңдауыңыз сақталды.'
export const prefsWithdrawn = 'Келісім қайтарып алынды. Аналитика cookie файлдары жойылды.'
export const prefsConsentId = 'Келісім нөмірі: {id}'

export const formTitle = 'Бізге жазыңыз'
export const formName = 'Аты-жөніңіз'
export const formEmail = 'Электрондық пошта'
export const formPhone = 'Телефон нөмірі'
export const formOptional = '(міндетті емес)'
export const formMessage = 'Хабарлама'
export const formReplyHint =
  'Жауап алу үшін электрондық поштаңызды немесе телефон нөміріңізді көрсетіңіз.'
export const formMinimiseHint = 'ЖСН мен денсаулық туралы мәліметтерді жазбаңыз.'
export const formConsent =
  'Өтінішіме жауап беру үшін дербес (жеке) деректерімді: аты-жөнімді, байланыс деректерімді және хабарлама мәтінін жинауға және өңдеуге келісім беремін. Оператор: {operator}, БСН {bin}. Келісім мерзімі: {term}.'
export const formConsentNone =
  'Деректер үшінші тұлғаларға және шет елге берілмейді, жалпыға қолжетімді көздерде таратылмайды.'
export const formConsentSome =
  'Үшінші тұлғаларға беру: {thirdParties}. Шет елге беру: {crossBorder}. Жалпыға қолжетімді көздерде тарату: {public}.'
export const formWho = 'Өтінішті кім жіберіп отыр?'
export const formWhoAdult = '18 жасқа толған адам, өз атынан'
export const formWhoRep = 'Баланың ата-анасы немесе заңды өкілі'
export const formWhoMinor = '18 жасқа толмаған адам'
export const formMinorStop =
  '18 жасқа толмаған болсаңыз, бұл нысанды ата-анаңыз немесе заңды өкіліңіз толтыруы керек. Енгізген деректеріңіз жіберілген де, сақталған да жоқ.'
export const formSubmit = 'Жіберу'
export const formSending = 'Жіберіліп жатыр…'
export const formSent =
  'Хабарламаңыз жіберілді. Өтініш нөмірі: {id}. Оны сақтап қойыңыз: деректеріңізді көру немесе жою үшін керек болады.'

export const errSummary = 'Нысандағы қателер саны: {n}'
export const errRequired = 'Бұл өрісті толтырыңыз.'
export const errEmail = 'Электрондық пошта мекенжайын мына үлгімен жазыңыз: name@example.kz'
export const errPhone = 'Телефон нөмірін мына үлгімен жазыңыз: +7 700 000 00 00'
export const errTooLong = 'Мәтін тым ұзын. Ең көбі: {n} таңба'
export const errConsent = 'Хабарлама жіберу үшін келісім белгісін қойыңыз.'
export const errIin = 'Хабарламада ЖСН бар сияқты. Оны алып тастаңыз.'
export const errRate = 'Сұраулар тым жиі жіберілді. Сәл кейінірек қайталап көріңіз.'
export const errNetwork = 'Байланыс жоқ. Деректер жіберілген жоқ. Қайталап көріңіз.'
export const errServer = 'Серверде қате болды. Кейінірек қайталап көріңіз.'
export const errConsentStore = 'Таңдауыңыз серверде сақталмады. Аналитика өшірулі қалады.'

export const prefsClause = 'Саясат тармағы: {clause}'
export const prefsServices = 'Қызметтер:'

export const dataIp = 'IP мекенжайы'
export const dataIpDesc =
  'Елдер мен өз желіміз бойынша статистика үшін. Толық сақталатын мерзімі: {term}. Одан кейін қысқартылады.'
export const dataBrowser = 'Браузер'
export const dataBrowserDesc =
  'Браузерлер, операциялық жүйелер және құрылғы түрлері статистикасы үшін.'
export const dataVisitTime = 'Келу уақыты'
export const dataVisitTimeDesc =
  'Тәулік сағаттары мен беттегі уақыт статистикасы үшін. Бұл болмаса, тек күні сақталады.'
export const dataVisitorCookie = 'Келуші cookie файлы'
export const dataVisitorCookieDesc =
  'Қайта келушілерді санау үшін. Бұл болмаса, келулерді бір-бірімен байланыстыру мүмкін емес.'
export const dataListAnalytics =
  'IP мекенжайы, браузер туралы ақпарат, келу уақыты, келуші cookie файлы'
export const dataListExternal = 'IP мекенжайы, браузер туралы ақпарат'
export const dataListFunctional = 'тіл мен көрініс баптаулары'
export const dataTitle = 'Қандай деректерді сақтауға болады'
export const dataAll = 'Төртеуін де қосу'
export const dataNone = 'Ешқайсысы қосылмаса, келу тек саналады.'

export const valueDayOne = '{n} күн'
export const valueDayFew = '{n} күн'
export const valueDayMany = '{n} күн'

export const placeholderTitle = 'Сыртқы қызмет: {service}'
export const placeholderProvider = 'Кім ұсынады: {provider}, {country}.'
export const placeholderAbroad = 'Жүктегенде деректер басқа елге берілуі мүмкін.'
export const placeholderOnce = 'Бір рет жүктеу'
export const placeholderAlways = 'Әрқашан рұқсат беру'
export const placeholderOpen = 'Жаңа қойындыда ашу'

export const formNotSent = 'Хабарлама жіберілген жоқ.'

export const errSender = 'Өтінішті кім жіберіп отырғанын таңдаңыз.'

export const cookiesTitle = 'Cookie файлдарының тізімі'
export const tableName = 'Атауы'
export const tablePurpose = 'Мақсаты'
export const tableProvider = 'Кім пайдаланады'
export const tableUntilClosed = 'браузер жабылғанша'
export const tableThisSite = 'осы сайт'

export const ruledPage = 'Бұл бетте келісім сұралмайды: тек қажетті cookie файлдары қолданылады.'
export const errOpen = 'Ашылмады. Бетті қайта жүктеңіз.'
