import { describe, expect, it } from 'vitest'
import { describeOperation } from '../../../server/http/operations/describe.ts'
import { operation } from '../../../server/http/operations/operation.ts'
import { staff } from '../../../server/http/operations/who.ts'

const words = { tag: 'A', summary: 'B', description: 'C', answers: [] } as const
const handler = () => () => new Response()

describe('an operation that contradicts itself does not compile', () => {
  it('with a variable part that nobody describes', () => {
    // @ts-expect-error: `{id}` has no entry in `params`.
    const made = operation({
      ...{ ...words, method: 'get', path: '/v1/a/{id}', id: 'a', who: 'anyone' },
      handler,
    })
    expect(made.params).toBeUndefined()
  })

  it('with a body of the console that a form of another site could send', () => {
    // @ts-expect-error: staff take JSON alone.
    const made = operation({
      ...{ ...words, method: 'post', path: '/v1/admin/a', id: 'a' },
      who: staff(),
      body: { schema: 'SignInBody', takes: 'json_or_text' },
      handler,
    })
    expect(made.body?.takes).toBe('json_or_text')
  })

  it('with a handler that reads a body which is not taken, or a field which it has not', () => {
    const none = operation({
      ...{ ...words, method: 'post', path: '/v1/a', id: 'a', who: 'page' },
      // @ts-expect-error: there is no body.
      handler: () => (call) => new Response(call.body.password),
    })
    const other = operation({
      ...{ ...words, method: 'post', path: '/v1/a', id: 'b', who: 'page' },
      body: { schema: 'SignInBody', takes: 'json_or_text' },
      // @ts-expect-error: it has no name.
      handler: () => (call) => new Response(call.body.name),
    })
    expect(none.id).not.toBe(other.id)
  })
})

describe('who acts', () => {
  it('is told to what staff call, and to nothing else', () => {
    const made = operation({
      ...{ ...words, method: 'get', path: '/v1/admin/a', id: 'a' },
      who: staff('auditor'),
      handler:
        () =>
        ({ staff: { id, role } }) =>
          new Response(`${id} ${role}`),
    })
    const other = operation({
      ...{ ...words, method: 'get', path: '/v1/a', id: 'b', who: 'page' },
      // @ts-expect-error: nobody of staff calls it.
      handler: () => (call) => new Response(call.staff.id),
    })
    expect(made.id).not.toBe(other.id)
  })
})

describe('the errors of an operation', () => {
  const errorsOf = (made: Parameters<typeof describeOperation>[0]) =>
    describeOperation(made)[0]?.errors.toSorted()

  it('follow from who may call, and from what is taken', () => {
    const write = operation({
      ...{ ...words, method: 'post', path: '/v1/admin/a', id: 'a', who: staff() },
      body: { schema: 'SignInBody', takes: 'json' },
      errors: ['not_found'],
      handler,
    })
    expect(errorsOf(write)).toEqual([
      ...['body_too_large', 'internal_error', 'invalid_body', 'invalid_json', 'not_found'],
      ...['not_signed_in', 'origin_not_allowed', 'public_address_unknown', 'role_not_permitted'],
      ...[
        'second_factor_required',
        'store_unavailable',
        'too_many_requests',
        'undertaking_required',
      ],
      ...['unknown_field', 'unsupported_media_type'],
    ])
  })

  it('are none of a page that anyone reads', () => {
    const page = operation({
      ...{ ...words, method: 'get', path: '/a', id: 'a', who: 'anyone' },
      handler,
    })
    expect(errorsOf(page)).toEqual([])
  })
})
