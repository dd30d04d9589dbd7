// Texts of the my-data panel in English. Names and {placeholders} are those of the Kazakh file.

export const myTitle = 'My data'
export const myShort = 'In short'
export const myMore = 'What else you can do'
export const myFree = 'It is free and needs no account.'
export const myBack = 'Back'
export const myAgain = 'Try again'
export const myClose = 'Close'
export const myWorking = 'Please wait…'
export const myOffline =
  'The server did not answer. Check the connection and try again: nothing is done twice.'

export const myDevice = 'Data on this device'
export const myHere = 'On this device'
export const myHereNone = 'nothing about you'
export const myHereRefused = 'your choice: everything refused. Date: {date}'
export const myHereGranted = 'your choice. Last day: {date}'
export const myDeviceGranted = 'Purposes allowed: {purposes}'
export const myDevicePlace = 'Where it is stored: the {name} cookie and browser storage.'
export const myDeviceKey =
  'The secret key of your consent record is here too: it opens your data on the server.'
export const myDeviceWaiting =
  'The server has not confirmed this choice yet, so nothing is turned on.'
export const mySchool = 'At the school'
export const mySchoolNone = 'nothing that this device could find'
export const mySchoolUnread = 'could not be read now'
export const myEmpty = 'No data about you was found.'

export const myOther = 'My messages to the school'
export const myFindHint = 'Enter the reference and the code that were shown after it was sent.'
export const myReference = 'Reference'
export const mySecret = 'Code of the message'
export const myShow = 'Show data'
export const myEmailHint =
  'If the code is lost, we can mail a one-time code to the address given in the message.'
export const myEmail = 'Email given in the message'
export const myEmailSend = 'Send a code'
export const myEmailSent =
  'If a message came from this address, a code has been sent to it. Check your mail.'
export const myCode = 'Code from the email'
export const myMailOff =
  "The school's mail is not set up, so no code was sent. Use the reference and the code, or write to the school: {contact}"
export const myRequired = 'Fill in this field.'
export const myErrEmail = 'Enter an address like this: name@example.kz'
export const myErrCode = 'The code is wrong or has expired.'
export const myErrSecret = 'Check the reference and the code: they lead to no data.'
export const myErrors = 'Errors in the form: {n}'
export const myErrRate = 'Too many requests. Please try again a little later.'
export const myErrServer = 'Something went wrong on the server. Please try again later.'
export const myComplain = 'How to complain to the authorised body or a court'
export const myDeleted = 'Your data were deleted. Confirmation number: {id}'
export const myDeletedKeep =
  'Keep this number. All that remains is a record, without your name, that there was a consent.'
export const myWithdrawLater =
  'Everything is stopped on this device. The server has not been told yet: that happens once there is a connection.'
