import type { AccountTexts } from './kk.ts'

/** Texts of one's own account in Russian. */
export const ru: AccountTexts = {
  title: 'Моя учётная запись',
  factsTitle: 'Обо мне',
  role: 'Моя роль',
  unreadable: 'Не удалось прочитать',
  undertaking: 'Обязательство о конфиденциальности',
  undertakingAt: 'Принято {at}',

  factorTitle: 'Второй фактор',
  factorNone: 'Не подключён. Кто узнает ваш пароль, тот войдёт под вашим именем.',
  factorOptional: 'Этот сервер работает в режиме разработки, поэтому второй фактор не обязателен.',
  factorAdd: 'Подключить второй фактор',
  factorOn: 'Подключён. Осталось кодов восстановления: {n}.',
  passwordAgain: 'Ваш пароль',
  passwordWhy: 'Чтобы никто другой не изменил это в открытой консоли.',
  renew: 'Получить новые коды',
  remove: 'Отключить второй фактор',
  passwordWrong: 'Пароль неверный.',

  sessionsTitle: 'Браузеры, в которых выполнен вход',
  browser: 'Браузер',
  unknownBrowser: 'Неизвестный браузер',
  began: 'Вход',
  lastSeen: 'Последнее действие',
  act: 'Действие',
  current: 'Этот браузер',
  end: 'Завершить',
  endNamed: 'Завершить: {browser}, {at}',
}
