import type { Texts } from './kk.ts'

/** Every text of the console in Russian. */
export const ru: Texts = {
  consoleName: 'Келісім',
  languageSwitch: 'Язык',
  signOut: 'Выйти',
  loading: 'Загрузка…',
  retry: 'Повторить',

  setupTitle: 'Первый запуск',
  setupIntro:
    'Статистику видит только тот, кто знает пароль. Придумайте пароль и сохраните его в надёжном месте.',
  setupSubmit: 'Установить пароль',
  setupRefused:
    'Этот адрес больше не действует. Перезапустите сервер и откройте новый адрес, который он покажет.',
  setupNoTokenTitle: 'Пароль ещё не установлен',
  setupNoToken:
    'При первом запуске сервер выводит в своём окне особый адрес. Чтобы установить пароль, скопируйте этот адрес целиком и откройте его.',

  password: 'Пароль',
  passwordAgain: 'Повторите пароль',
  passwordHint: 'Не менее 15 символов. Фразу из нескольких слов легко запомнить.',
  passwordShow: 'Показать пароль',
  passwordShort: 'Пароль слишком короткий. Минимум символов: 15.',
  passwordDiffers: 'Пароли не совпадают.',
  passwordMissing: 'Введите пароль.',

  signInTitle: 'Вход',
  signInIntro: 'Эта страница предназначена для сотрудников школы.',
  signInSubmit: 'Войти',
  signInRefused: 'Неверный пароль.',
  signInEnded: 'Сеанс завершён в целях безопасности. Войдите снова.',
  tooMany: 'Слишком много попыток. Подождите: {n} мин.',
  errorNetwork: 'Нет связи с сервером. Проверьте сеть и повторите попытку.',
  errorServer: 'На сервере произошла ошибка. Повторите попытку позже.',

  statisticsTitle: 'Статистика',
  period: 'Период',
  lastDays: 'Последние {n} дн.',
  customPeriod: 'Другой период',
  periodFrom: 'Начало',
  periodTo: 'Конец',
  periodApply: 'Показать',
  periodMissing: 'Выберите обе даты.',
  periodReversed: 'Начало периода не может быть позже конца.',
  periodLong: 'Период слишком длинный. Максимум дней: {n}.',

  consents: 'Согласия',
  refusals: 'Отказы',
  consentRate: 'Доля согласий',
  visits: 'Просмотры страниц',
  withdrawals: 'Отзывы согласия',
  consentsMeaning: 'Разрешена хотя бы одна цель',
  refusalsMeaning: 'Отклонено всё',
  consentRateMeaning: 'Среди всех выборов',
  visitsMeaning: 'Считаются только у тех, кто разрешил статистику',
  withdrawalsMeaning: 'Отозвано ранее данное согласие',

  below: '<5',
  belowSpoken: 'меньше пяти',
  hidden: 'скрыто',
  noRate: '–',
  noRateSpoken: 'доля не показывается',
  belowMeaning:
    'меньше пяти. Точное малое число не показывается, чтобы нельзя было узнать человека.',
  hiddenMeaning: 'число не показывается, потому что по нему можно вычислить соседнее малое число.',

  byDay: 'По дням',
  choicesByDay: 'Выборы по дням',
  visitsByDay: 'Просмотры страниц по дням',
  chartHint: 'Наведите на столбец, чтобы увидеть числа за день.',
  chartSummary: 'Диаграмма. Те же числа приведены в таблице ниже.',
  asTable: 'Показать таблицей',
  byPurpose: 'По целям',
  byLanguage: 'По языкам',
  byPolicyVersion: 'По версиям политики',
  pages: 'Самые просматриваемые страницы',
  referrers: 'С каких сайтов пришли',
  browsers: 'Браузеры',
  day: 'День',
  purpose: 'Цель',
  language: 'Язык',
  policyVersion: 'Версия',
  page: 'Страница',
  referrer: 'Сайт',
  browser: 'Браузер',
  other: 'Другой',
  noRows: 'За этот период данных нет или их слишком мало, чтобы показать.',

  purposeFunctional: 'Функциональные',
  purposeAnalytics: 'Аналитика и статистика',
  purposeExternal: 'Внешние сервисы',

  emptyTitle: 'За этот период ничего не записано',
  emptyText:
    'Числа появятся, когда посетители сделают выбор. Для этого на каждой странице сайта школы должна быть такая строка:',
}
