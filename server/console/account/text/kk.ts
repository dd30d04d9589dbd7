/** Texts of one's own account in Kazakh. */
export const kk = {
  title: 'Менің аккаунтым',
  factsTitle: 'Мен туралы',
  role: 'Рөлім',
  unreadable: 'Оқу мүмкін болмады',
  undertaking: 'Құпиялылық туралы міндеттеме',
  undertakingAt: '{at} қабылданды',

  factorTitle: 'Екінші фактор',
  factorNone: 'Қосылмаған. Құпиясөзіңізді білген адам аккаунтыңызға кіре алады.',
  factorOptional:
    'Бұл сервер әзірлеу режимінде жұмыс істейді, сондықтан екінші фактор міндетті емес.',
  factorAdd: 'Екінші факторды қосу',
  factorOn: 'Қосулы. Қалған қалпына келтіру кодтары: {n}.',
  passwordAgain: 'Құпиясөзіңіз',
  passwordWhy: 'Ашық қалған консольден басқа біреу өзгертпеуі үшін.',
  renew: 'Жаңа кодтар алу',
  remove: 'Екінші факторды өшіру',
  passwordWrong: 'Құпиясөз қате.',

  sessionsTitle: 'Кірген браузерлер',
  browser: 'Браузер',
  unknownBrowser: 'Белгісіз браузер',
  began: 'Кірген уақыты',
  lastSeen: 'Соңғы әрекет',
  act: 'Әрекет',
  current: 'Осы браузер',
  end: 'Шығару',
  endNamed: 'Шығару: {browser}, {at}',
}

/** The same texts in each language. */
export type AccountTexts = Readonly<Record<keyof typeof kk, string>>
