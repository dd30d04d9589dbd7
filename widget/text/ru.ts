// Every text of the widget in Russian. Names and {placeholders} are those of kk.ts.

export const bannerRegion = 'Уведомление о файлах cookie'
export const bannerTitle = 'Использование файлов cookie'
export const bannerPurposes =
  'Сайту нужны файлы cookie. С вашего разрешения они служат и другим целям: статистика посещений для улучшения услуг'
export const bannerExternal = ', материалы третьих сторон'
export const bannerBody =
  '. Если откажетесь, сайтом можно пользоваться полностью. Выбор можно изменить в любое время.'
export const bannerAccept = 'Принять все'
export const bannerReject = 'Отклонить все'
export const bannerSettings = 'Настроить'
export const bannerPolicy = 'Политика конфиденциальности'
export const bannerMinor = 'Если вам нет 18 лет, сделайте выбор вместе с родителями или откажитесь.'
export const bannerGpc =
  'Ваш браузер передал сигнал Global Privacy Control, поэтому аналитика и внешние сервисы отключены.'
export const bannerReaskTime = 'Срок действия вашего прежнего выбора истёк. Сделайте выбор ещё раз.'
export const bannerReaskChange = 'Цели обработки данных изменились. Сделайте выбор ещё раз.'

export const prefsTitle = 'Настройки cookie'
export const prefsIntro =
  'Выберите, какие цели вы разрешаете. Если вы откажетесь, сайтом можно будет пользоваться полностью.'

export const catNecessaryName = 'Необходимые'
export const catNecessaryDesc =
  'Нужны для работы и безопасности сайта и для хранения вашего выбора. Отключить их нельзя.'
export const catFunctionalName = 'Функциональные'
export const catFunctionalDesc = 'Запоминают язык и настройки отображения.'
export const catAnalyticsName = 'Аналитика и статистика'
export const catAnalyticsDesc =
  'Показывают, какие страницы просматривают. Используются для улучшения качества услуг.'
export const catExternalName = 'Внешние сервисы'
export const catExternalDesc =
  'Показывают материалы третьих сторон, например карты и видео. Данные могут передаваться в другую страну.'

export const prefsAlwaysOn = 'Всегда включены'
export const prefsOn = 'Включено'
export const prefsOff = 'Выключено'
export const prefsDetails = 'Подробнее'

export const tableRetention = 'Срок хранения'

export const prefsConsentLine =
  'Оператор: {operator}, БИН {bin}. Перечень персональных данных: {data}. Срок согласия: {term}. Передача третьим лицам: {thirdParties}. Трансграничная передача: {crossBorder}. Распространение в общедоступных источниках: {public}.'

export const valueYes = 'да'
export const valueNo = 'нет'

export const prefsSave = 'Сохранить выбор'
export const prefsWithdraw = 'Отозвать согласие'
export const prefsClose = 'Закрыть'
export const prefsSaved = 'Ваш выбор сохранён.'
export const prefsWithdrawn = 'Согласие отозвано. Аналитические файлы cookie удалены.'
export const prefsConsentId = 'Номер согласия: {id}'

export const formTitle = 'Напишите нам'
export const formName = 'Имя и фамилия'
export const formEmail = 'Электронная почта'
export const formPhone = 'Номер телефона'
export const formOptional = '(необязательно)'
export const formMessage = 'Сообщение'
export const formReplyHint = 'Чтобы получить ответ, укажите электронную почту или номер телефона.'
export const formMinimiseHint = 'Не указывайте ИИН и сведения о здоровье.'
export const formConsent =
  'Даю согласие на сбор и обработку моих персональных данных (имя и фамилия, контактные данные, текст сообщения) для ответа на моё обращение. Оператор: {operator}, БИН {bin}. Срок согласия: {term}.'
export const formConsentNone =
  'Данные не передаются третьим лицам и за границу и не распространяются в общедоступных источниках.'
export const formConsentSome =
  'Передача третьим лицам: {thirdParties}. Трансграничная передача: {crossBorder}. Распространение в общедоступных источниках: {public}.'
export const formWho = 'Кто отправляет обращение?'
export const formWhoAdult = 'Совершеннолетний, от своего имени'
export const formWhoRep = 'Родитель или законный представитель ребёнка'
export const formWhoMinor = 'Мне нет 18 лет'
export const formMinorStop =
  'Если вам нет 18 лет, форму должен заполнить родитель или законный представитель. Введённые данные не отправлены и не сохранены.'
export const formSubmit = 'Отправить'
export const formSending = 'Отправляем…'
export const formSent =
  'Сообщение отправлено. Номер обращения: {id}. Сохраните его: он понадобится, чтобы посмотреть или удалить ваши данные.'

export const errSummary = 'Ошибок в форме: {n}'
export const errRequired = 'Заполните это поле.'
export const errEmail = 'Введите адрес по образцу: name@example.kz'
export const errPhone = 'Введите номер по образцу: +7 700 000 00 00'
export const errTooLong = 'Текст слишком длинный. Максимум символов: {n}'
export const errConsent = 'Чтобы отправить сообщение, отметьте согласие.'
export const errIin = 'Похоже, в сообщении указан ИИН. Удалите его.'
export const errRate = 'Слишком много запросов. Повторите попытку немного позже.'
export const errNetwork = 'Нет связи. Данные не отправлены. Повторите попытку.'
export const errServer = 'На сервере произошла ошибка. Повторите попытку позже.'
export const errConsentStore =
  'Не удалось сохранить ваш выбор на сервере. Аналитика остаётся отключённой.'

export const prefsClause = 'Пункт политики: {clause}'
export const prefsServices = 'Сервисы:'

export const dataIp = 'IP-адрес'
export const dataIpDesc =
  'Для статистики по странам и по нашей сети. Полностью хранится: {term}. Затем сокращается.'
export const dataBrowser = 'Браузер'
export const dataBrowserDesc = 'Для статистики браузеров, операционных систем и типов устройств.'
export const dataVisitTime = 'Время посещения'
export const dataVisitTimeDesc =
  'Для статистики по часам суток и времени на странице. Без этого хранится только день.'
export const dataVisitorCookie = 'Cookie посетителя'
export const dataVisitorCookieDesc =
  'Для подсчёта возвращающихся посетителей. Без этого посещения нельзя связать между собой.'
export const dataListAnalytics = 'IP-адрес, сведения о браузере, время посещения, cookie посетителя'
export const dataListExternal = 'IP-адрес, сведения о браузере'
export const dataListFunctional = 'настройки языка и отображения'
export const dataTitle = 'Какие данные можно хранить'
export const dataAll = 'Включить все четыре'
export const dataNone = 'Если ничего не включено, посещение только подсчитывается.'

export const valueDayOne = '{n} день'
export const valueDayFew = '{n} дня'
export const valueDayMany = '{n} дней'

export const placeholderTitle = 'Внешний сервис: {service}'
export const placeholderProvider = 'Кто предоставляет: {provider}, {country}.'
export const placeholderAbroad = 'При загрузке данные могут передаваться в другую страну.'
export const placeholderOnce = 'Загрузить один раз'
export const placeholderAlways = 'Разрешать всегда'
export const placeholderOpen = 'Открыть в новой вкладке'

export const formNotSent = 'Сообщение не отправлено.'

export const errSender = 'Выберите, кто отправляет обращение.'

export const cookiesTitle = 'Список файлов cookie'
export const tableName = 'Название'
export const tablePurpose = 'Цель'
export const tableProvider = 'Кто использует'
export const tableUntilClosed = 'до закрытия браузера'
export const tableThisSite = 'этот сайт'

export const ruledPage =
  'На этой странице согласие не запрашивается: используются только необходимые файлы cookie.'
export const errOpen = 'Не открылось. Обновите страницу.'
