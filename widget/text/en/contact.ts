// Texts of the contact form in English that no consent rests on.

export const formCode = 'Code: {code}. Keep both: this page does not store them.'
export const formCopy = 'Copy'
export const formPrint = 'Print'
export const formCopied = 'Copied.'
export const formSelected = 'The text is selected: copy it yourself.'
export const errAutomated =
  'The message was not sent: a hidden field had been filled in. It is empty now, please send again.'
export const formWebsite = 'Website (leave empty)'
export const errOffline =
  'No answer came: the message may not have arrived. Nothing is kept on this device: leave this page open, what you typed stays here. Send it again unchanged once the connection is back: it is stored only once.'
export const errOutdated =
  'The message was not sent: the terms of the consent changed while this page was open. What you typed stays here. Press the button to read the new terms and send it.'
export const formGoOn = 'Continue'
export const formArrived =
  'Your message had arrived earlier. Its number and code can no longer be shown. If you gave an email address, a code sent to it shows you the message:'
export const formUnticked =
  'The tick was taken away: it was given to other words. Read the text beside it and tick again.'
