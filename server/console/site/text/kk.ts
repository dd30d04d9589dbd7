/** Texts of the site in Kazakh. No case suffix is attached to a `{placeholder}`. */
export const kk = {
  title: 'Сайт',
  lead: 'Баннер сайтқа қалай қосылады және келушіден не сұралады.',

  tagTitle: 'Баннерді қосу',
  tagText: 'Осы жолды сайттың әр бетінің басына, <head> ішіне қойыңыз.',
  copy: 'Көшіру',
  copied: 'Көшірілді',
  notCopied: 'Көшірілмеді: жолды белгілеп, өзіңіз көшіріңіз.',

  checkTitle: 'Жұмыс істеп тұр ма',
  checkText:
    'Сайттың бетін ашыңыз: баннер шығуы керек. Таңдау жасап, осында оралыңыз да, қайта қараңыз.',
  page: 'Сайт бетінің мекенжайы',
  pageHint: 'Мысалы: https://school.example/',
  pageWrong: 'Мекенжай https:// деп басталады.',
  open: 'Бетті жаңа қойындыда ашу',
  lookAgain: 'Қайта қарау',
  seenToday: 'Бүгін көрілген беттер',
  lastConsent: 'Соңғы келісім',
  never: 'әлі болған жоқ',
  works: 'Сайттан дерек келіп тұр.',
  silent: 'Бүгін де, кеше де сайттан дерек келген жоқ.',

  wrongTitle: 'Баптауда не дұрыс емес',
  nothingWrong: 'Баптауда кемшілік табылған жоқ.',
  noResponsible:
    'Дербес деректерге жауапты адам жазылмаған. Баптаудағы operator.responsible бөлімін толтырыңыз.',
  abroad:
    'Деректер шетелде сақталады: {country}. Заң Қазақстанда сақтауды талап етеді (12-бап). storageCountry мәнін тексеріңіз.',
  noPublicPurpose: 'Келушіге ұсынылатын мақсат жоқ. Баптаудағы purposes бөлімін тексеріңіз.',
  serviceAbroad:
    '{name} қызметі деректерді шетелге береді: {country}. Келісім мәтінінде бұл айтылған; шарты тізілімде болуы керек.',

  askedTitle: 'Келушіден не сұралады',
  purpose: 'Мақсаты',
  clause: 'Саясат тармағы',
  analytics: 'Статистика',
  external: 'Сыртқы контент',
  functional: 'Ыңғайлылық',
  necessary: 'Қажетті',
  servicesTitle: 'Сыртқы қызметтер',
  noServices: 'Сыртқы қызмет қосылмаған',
  noServicesText:
    'Бейне, карта не санауыш қосылса, ол баптауға және өңдеушілер тізіліміне жазылады.',
  service: 'Қызмет',
  provider: 'Кім ұсынады',
  country: 'Елі',
  cookies: 'Cookie файлдары',
  noCookies: 'жоқ',
  days: '{name}: {n} күн',
  session: '{name}: браузер жабылғанша',

  factsTitle: 'Баптаулар',
  operator: 'Ұйым',
  bin: 'БСН',
  responsible: 'Жауапты адам',
  policyVersion: 'Саясат нұсқасы',
  languages: 'Тілдері',
  choiceDays: 'Таңдау қанша сақталады',
  messageDays: 'Хабарлама қанша сақталады',
  nDays: '{n} күн',
  storageCountry: 'Деректер қай елде',
  timeZone: 'Уақыт белдеуі',
  siteCookies: 'Сайттың өз cookie файлдары',
  lists: 'Қол қоюға арналған құжаттар',
  personalDataList: 'Дербес деректер тізбесі',
  cookieList: 'Cookie және өңдеу тізбесі',
}

/** Texts of the site in one language: the same keys in each. */
export type SiteTexts = Readonly<Record<keyof typeof kk, string>>
