import { operation } from '../../../http/operations/operation.ts'
import { staff } from '../../../http/operations/who.ts'
import { close, correct, erase, PATH, params, stop } from './request-acts.ts'

/** What staff do about a request: answer, refuse, correct, stop, erase. */
export const requestActOperations = [
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/answer`, tag: 'Requests', id: 'answerRequest' },
    who: staff('operator'),
    summary: 'Answer a request',
    description:
      'Dated, and mailed to the address on file. An address that was only typed into the request gets no answer, but is told that ' +
      'the request was dealt with. A deletion, block or objection is answered once it is carried out, or with `carryOut`, which ' +
      'does both in one step: a deletion deletes what the request is about and ends every request about it. About data outside ' +
      'the website nobody is answered with data who was not identified (`identity`).',
    params,
    body: { schema: 'AnswerBody', takes: 'json' },
    answers: [{ status: 200, description: 'Answered.', schema: 'ClosingResult' }],
    errors: [
      ...(['not_found', 'request_closed', 'not_carried_out', 'held_by_law'] as const),
      ...(['sender_unverified', 'changed_meanwhile'] as const),
    ],
    handler: (deps) => (call) => {
      const { text, carryOut, identity, ...act } = call.body
      return close(call, { state: 'answered', text, identity, act, isCarryingOut: carryOut }, deps)
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/refusal`, tag: 'Requests', id: 'refuseRequest' },
    who: staff('operator'),
    summary: 'Refuse a request',
    description:
      'Not without a reason, which is mailed to its author at the address on file. Where the law has kept what was to be deleted, the ' +
      'author is told until when, and the deletion is carried out after that day. An objection to what is done by consent is not ' +
      'refused.',
    params,
    body: { schema: 'RefusalOfRequestBody', takes: 'json' },
    answers: [{ status: 200, description: 'Refused.', schema: 'ClosingResult' }],
    errors: ['not_found', 'request_closed', 'not_refusable', 'changed_meanwhile'],
    handler: (deps) => (call) => {
      const { reason: text, ...act } = call.body
      return close(call, { state: 'refused', text, act }, deps)
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/correction`, tag: 'Requests' },
    id: 'correctMessage',
    who: staff('operator'),
    summary: 'Put right values in place of wrong ones',
    description:
      'In the message that a request for correction is about. The old values are overwritten.',
    params,
    body: { schema: 'CorrectionBody', takes: 'json' },
    answers: [{ status: 200, description: 'Corrected.', schema: 'CorrectionResult' }],
    errors: ['not_found', 'request_closed', 'nothing_to_correct', 'changed_meanwhile'],
    handler: (deps) => (call) => correct(call, deps),
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/restriction`, tag: 'Requests' },
    id: 'restrictByRequest',
    who: staff('operator'),
    summary: 'Stop one purpose, or everything, for the author of a request',
    description:
      'What the author has proved to be theirs. Nothing is deleted. Without a purpose everything is blocked.',
    params,
    body: { schema: 'RequestRestrictionBody', takes: 'json' },
    answers: [{ status: 200, description: 'Stopped.', schema: 'RestrictionResult' }],
    errors: ['not_found', 'nothing_here', 'purpose_unknown', 'changed_meanwhile'],
    handler: (deps) => (call) => {
      const { purpose, ...act } = call.body
      return stop(call, { purpose, act }, deps)
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/restriction/lift`, tag: 'Requests' },
    id: 'liftByRequest',
    who: staff('operator'),
    summary: 'Let what was stopped go on, with a reason',
    description: 'What the law has kept stays blocked.',
    params,
    body: { schema: 'RequestLiftBody', takes: 'json' },
    answers: [{ status: 200, description: 'Lifted.', schema: 'RestrictionResult' }],
    errors: [
      ...(['not_found', 'nothing_here', 'purpose_unknown', 'held_by_law'] as const),
      ...(['consent_withdrawn', 'changed_meanwhile'] as const),
    ],
    handler: (deps) => (call) => {
      const { purpose, reason, ...act } = call.body
      return stop(call, { purpose, reason, act }, deps)
    },
  }),
  operation({
    ...{ method: 'post', path: `${PATH}/{number}/erasure`, tag: 'Requests', id: 'eraseByRequest' },
    who: staff('operator'),
    summary: 'Delete what is stored of the author of a request',
    description:
      'In two steps, as the person does: without `confirm` it only says what would go and what would stay; sent again with the ' +
      '`confirm` of that answer it deletes what the author has proved to be theirs, and ends every request about it. Sent once ' +
      'more it deletes nothing twice and says the same number.',
    params,
    body: { schema: 'RequestErasureBody', takes: 'json' },
    answers: [
      { status: 200, description: 'What goes and what stays, or went.', schema: 'DeletionResult' },
    ],
    errors: ['not_found', 'request_closed', 'nothing_here', 'changed_meanwhile'],
    handler: (deps) => (call) => erase(call, deps),
  }),
]
