// Texts of the contact form in English that no consent rests on.

export const formCode = 'Code: {code}. Keep both: this page does not store them.'
export const formCopy = 'Copy'
export const formPrint = 'Print'
export const formCopied = 'Copied.'
export const formSelected = 'The text is selected: copy it yourself.'
export const errAutomated =
  'The message was not sent: a hidden field had been filled in. It is empty now, please send again.'
export const formWebsite = 'Website (leave empty)'
