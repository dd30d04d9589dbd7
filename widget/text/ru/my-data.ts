// Texts of the my-data panel in Russian. Names and {placeholders} are those of the Kazakh file.

export const myTitle = 'Мои данные'
export const myShort = 'Коротко'
export const myMore = 'Что ещё можно сделать'
export const myFree = 'Это бесплатно и не требует регистрации.'
export const myBack = 'Назад'
export const myAgain = 'Повторить'
export const myClose = 'Закрыть'
export const myWorking = 'Подождите…'
export const myOffline =
  'Сервер не ответил. Проверьте связь и повторите попытку: ничего не будет выполнено дважды.'

export const myDevice = 'Данные на этом устройстве'
export const myHere = 'На этом устройстве'
export const myHereNone = 'о вас ничего нет'
export const myHereRefused = 'ваш выбор: отказ от всего. Дата: {date}'
export const myHereGranted = 'ваш выбор. Последний день: {date}'
export const myDeviceGranted = 'Разрешённые цели: {purposes}'
export const myDevicePlace = 'Где хранится: файл cookie {name} и память браузера.'
export const myDeviceKey =
  'Здесь же секретный ключ записи о согласии: он открывает ваши данные на сервере.'
export const myDeviceWaiting = 'Сервер ещё не подтвердил этот выбор, поэтому ничего не включено.'
export const mySchool = 'В школе'
export const mySchoolNone = 'через это устройство ничего не найдено'
export const mySchoolUnread = 'сейчас прочитать не удалось'
export const myEmpty = 'Данные о вас не найдены.'

export const myOther = 'Мои сообщения школе'
export const myFindHint =
  'Введите номер и код обращения, которые были показаны после отправки сообщения.'
export const myReference = 'Номер обращения'
export const mySecret = 'Код обращения'
export const myShow = 'Показать данные'
export const myEmailHint =
  'Если код потерян, мы отправим одноразовый код на почту, указанную в сообщении.'
export const myEmail = 'Почта, указанная в сообщении'
export const myEmailSend = 'Отправить код'
export const myEmailSent =
  'Если с этого адреса приходило сообщение, на него отправлен код. Проверьте почту.'
export const myCode = 'Код из письма'
export const myMailOff =
  'Почта школы не настроена, поэтому код не отправлен. Введите номер и код обращения или напишите в школу: {contact}'
export const myRequired = 'Заполните это поле.'
export const myErrEmail = 'Введите адрес по образцу: name@example.kz'
export const myErrCode = 'Код неверный или срок его действия истёк.'
export const myErrSecret = 'Проверьте номер и код обращения: по ним данные не найдены.'
export const myErrors = 'Ошибок в форме: {n}'
export const myErrRate = 'Слишком много запросов. Повторите попытку немного позже.'
export const myErrServer = 'На сервере произошла ошибка. Повторите попытку позже.'
export const myComplain = 'Как пожаловаться в уполномоченный орган или в суд'
export const myDeleted = 'Ваши данные удалены. Номер подтверждения: {id}'
export const myDeletedKeep =
  'Сохраните этот номер. Останется только запись без вашего имени о том, что согласие было.'
export const myWithdrawLater =
  'На этом устройстве всё остановлено. Серверу ещё не сообщено: это произойдёт, когда появится связь.'
