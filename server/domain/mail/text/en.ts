import type { MailTexts } from './mail-text.ts'

export const mailTextEn: MailTexts = {
  closing: '{operator}. This mail was sent by the server; there is no need to answer it.',
  outcomes: { open: 'open', answered: 'answered', refused: 'refused' },
  sentences: {
    answerReady:
      'The answer is not in this mail, because nobody has confirmed that this address is yours. Read it on the site under “My data”: in the browser from which you asked, or with the number and code of your message.',
    erased:
      'Your data were deleted, and with them this request ended. Only its number and days are kept.',
    heldUntil:
      'The law has these data kept until {untilOn}. Until then they are blocked and nobody uses them. After that day they are deleted by themselves: there is no need to ask again.',
  },
  kinds: {
    one_time_code: {
      subject: 'One-time code',
      paragraphs: [
        'The code to see your data: {code}',
        'It is valid for 10 minutes. Tell it to nobody.',
        'If you did not ask for a code, ignore this mail: without it nobody sees anything.',
      ],
    },
    message_received: {
      subject: 'Your message was received: {reference}',
      paragraphs: [
        'We have received your message. Its number is {reference}.',
        'To see, correct or delete it, open “My data” on the site and enter this number and the code shown after sending.',
      ],
    },
    message_answer: {
      subject: 'Answer to your message: {reference}',
      paragraphs: ['The answer to your message {reference}:', '{answer}'],
    },
    request_received: {
      subject: 'Your request was received: {number}',
      paragraphs: [
        'We have received your request about your data. Its number is {number}.',
        'The answer is due on {dueOn}.',
      ],
    },
    request_code: {
      subject: 'Code for your request',
      paragraphs: [
        'The code that sends your request about personal data: {code}',
        'It is valid for 10 minutes. Until it is entered, nothing of the request is kept.',
        'If you have asked for nothing, ignore this mail.',
      ],
    },
    request_answer: {
      subject: 'Answer to your request: {number}',
      paragraphs: [
        'Your request {number} was dealt with. Outcome: {outcome}.',
        '{answer}',
        '{complaint}',
      ],
    },
    request_closed: {
      subject: 'Your request was dealt with: {number}',
      paragraphs: ['Your request {number} was dealt with. Outcome: {outcome}.', '{where}'],
    },
    request_other: {
      subject: 'Request about data outside the website: {number}',
      paragraphs: [
        'A request about data outside the website has come in. Number: {number}. The answer is due on {dueOn}.',
        'Read it in the console. This mail holds no personal data.',
      ],
    },
    staff_message: {
      subject: 'New message: {reference}',
      paragraphs: [
        'A new message has come in through the contact form. Number: {reference}.',
        'Read it in the console. This mail holds no personal data.',
      ],
    },
    staff_messages_open: {
      subject: 'Messages that nobody has answered end soon: {count}',
      paragraphs: [
        'These messages are still open. Number, and the day on which it ends:',
        '{lines}',
        'Then it is closed by itself, and once its consent is over nobody can read it any more. Answer it in the console before, or close it. This mail holds no personal data.',
      ],
    },
    staff_request: {
      subject: 'New request about data: {number}',
      paragraphs: [
        'A person has sent a request about their data. Number: {number}. The answer is due on {dueOn}.',
        'Read it in the console. This mail holds no personal data.',
      ],
    },
    staff_requests_due: {
      subject: 'Requests about data: due soon {dueCount}, overdue {overdueCount}',
      paragraphs: [
        'These requests wait for an answer. Number, and the day on which it is due:',
        '{lines}',
        'Answer them in the console. This mail holds no personal data.',
      ],
    },
    staff_breach: {
      subject: 'A breach was written down: the notice is due on {dueOn}',
      paragraphs: [
        'A breach of data security was written into the register. Entry: {number}.',
        'The authority must be told by the end of {dueOn}. Until the register says that it was told, a reminder comes each hour.',
      ],
    },
    breach_due: {
      subject: 'A breach notice is due: {dueOn}',
      paragraphs: [
        'The authority must be told of these breaches. Entry, last day, hours left:',
        '{lines}',
        'Send the notice, and write down in the register that it was sent.',
      ],
    },
    breach_overdue: {
      subject: 'A breach notice is overdue: {dueOn}',
      paragraphs: [
        'The authority should have been told of these breaches. Entry, and the day by which it was due:',
        '{lines}',
        'Send the notice at once, and write down in the register that it was sent.',
      ],
    },
    staff_invitation: {
      subject: 'You are invited to the console of {operator}',
      paragraphs: [
        'You have been invited to the console of the school’s website. Open this address to choose a name and a password:',
        '{address}',
        'It can be used once, within 72 hours. Pass it on to nobody. If you expect no such mail, ignore it: without the address nobody gets access.',
      ],
    },
    checkpoint: {
      subject: 'Checkpoint {number} of the consent ledger',
      paragraphs: [
        'Keep this mail: it proves that the consent ledger was not changed later.',
        '{statement}',
      ],
    },
  },
}
