import type { SiteTexts } from './kk.ts'

/** Texts of the site in Russian. */
export const ru: SiteTexts = {
  title: 'Сайт',
  lead: 'Как баннер ставится на сайт и о чём спрашивают посетителя.',

  tagTitle: 'Поставить баннер',
  tagText: 'Вставьте эту строку в начало каждой страницы сайта, внутрь <head>.',
  copy: 'Скопировать',
  copied: 'Скопировано',
  notCopied: 'Не скопировано: выделите строку и скопируйте сами.',

  checkTitle: 'Работает ли',
  checkText:
    'Откройте страницу сайта: должен появиться баннер. Сделайте выбор, вернитесь сюда и посмотрите ещё раз.',
  page: 'Адрес страницы сайта',
  pageHint: 'Например: https://school.example/',
  pageWrong: 'Адрес начинается с https://',
  open: 'Открыть страницу в новой вкладке',
  lookAgain: 'Посмотреть ещё раз',
  seenToday: 'Страниц просмотрено сегодня',
  lastConsent: 'Последнее согласие',
  never: 'ещё не было',
  works: 'С сайта приходят данные.',
  silent: 'Ни сегодня, ни вчера с сайта ничего не приходило.',

  wrongTitle: 'Что не так в настройках',
  nothingWrong: 'В настройках недостатков не найдено.',
  noResponsible:
    'Не назван ответственный за персональные данные. Заполните operator.responsible в настройках.',
  abroad:
    'Данные хранятся за границей: {country}. Закон требует хранить их в Казахстане (ст. 12). Проверьте storageCountry.',
  noPublicPurpose: 'Посетителю не предлагается ни одной цели. Проверьте purposes в настройках.',
  serviceAbroad:
    'Сервис {name} передаёт данные за границу: {country}. Это сказано в тексте согласия; договор должен быть в реестре.',

  askedTitle: 'О чём спрашивают посетителя',
  purpose: 'Цель',
  clause: 'Пункт политики',
  analytics: 'Статистика',
  external: 'Внешнее содержимое',
  functional: 'Удобство',
  necessary: 'Необходимое',
  servicesTitle: 'Внешние сервисы',
  noServices: 'Внешних сервисов нет',
  noServicesText: 'Видео, карта или счётчик вносятся в настройки и в реестр обработчиков.',
  service: 'Сервис',
  provider: 'Кто предоставляет',
  country: 'Страна',
  cookies: 'Файлы cookie',
  noCookies: 'нет',
  days: '{name}: {n} дн.',
  session: '{name}: до закрытия браузера',

  factsTitle: 'Настройки',
  operator: 'Организация',
  bin: 'БИН',
  responsible: 'Ответственный',
  policyVersion: 'Версия политики',
  languages: 'Языки',
  choiceDays: 'Сколько хранится выбор',
  messageDays: 'Сколько хранится сообщение',
  nDays: '{n} дн.',
  storageCountry: 'В какой стране данные',
  timeZone: 'Часовой пояс',
  siteCookies: 'Собственные cookie сайта',
  lists: 'Документы на подпись',
  personalDataList: 'Перечень персональных данных',
  cookieList: 'Перечень cookie и обработки',
}
