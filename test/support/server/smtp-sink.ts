import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** How the sink treats a mail. */
export type SinkBehaviour =
  | 'accept'
  /** Receives the whole mail and then reports a failure. */
  | 'fail-after-data'
  /** Receives the whole mail and then disconnects without a reply. */
  | 'hang-up-after-data'
  /** Receives the whole mail and then never replies. */
  | 'fall-silent-after-data'
  /** 451 to every recipient: try again later. */
  | 'greylist'
  /** 550 to every recipient: permanent. */
  | 'reject'
  /** 553 to the sender: the school's own address is rejected. */
  | 'reject-sender'

/** A received mail. */
export interface SunkMail {
  readonly from: string
  readonly to: readonly string[]
  /** Headers and body as sent. */
  readonly raw: string
  /** The decoded body. */
  readonly text: string
}

/** A real mail server on loopback that stores what it receives. */
export interface SmtpSink {
  readonly url: string
  readonly mails: readonly SunkMail[]
  /** Returns how many were received and never answered. */
  readonly unanswered: () => number
  behave(behaviour: SinkBehaviour): void
  close(): Promise<void>
}

const failure = (message: string, responseCode: number) =>
  Object.assign(new Error(message), { responseCode })

/**
 * Starts a sink on a free port, or on the port of one that was closed.
 *
 * @param tls key and certificate in PEM: it accepts mail by STARTTLS only. Default: no STARTTLS.
 */
export async function startSmtpSink(
  port = 0,
  tls?: { readonly key: string; readonly cert: string },
): Promise<SmtpSink> {
  const mails: SunkMail[] = []
  let behaviour: SinkBehaviour = 'accept'
  let unanswered = 0
  const sockets = new Set<Socket>()
  /** What happens to a mail that was received completely. Default: it is stored. */
  const otherAnswers: Partial<Record<SinkBehaviour, (done: (error: Error) => void) => void>> = {
    'fail-after-data': (done) => done(failure('Out of space', 452)),
    'hang-up-after-data': () => {
      for (const socket of sockets) socket.destroy()
    },
    'fall-silent-after-data': () => {
      unanswered += 1
    },
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: tls ? ['AUTH'] : ['STARTTLS', 'AUTH'],
    ...tls,
    onMailFrom(_, session, done) {
      if (tls && !session.secure) return done(failure('Must issue STARTTLS first', 530))
      done(behaviour === 'reject-sender' ? failure('Not allowed to send', 553) : undefined)
    },
    onRcptTo(_, __, done) {
      if (behaviour === 'greylist') return done(failure('Try again later', 451))
      if (behaviour === 'reject') return done(failure('No such mailbox', 550))
      done()
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const answerOther = otherAnswers[behaviour]
        if (answerOther) return answerOther(done)
        const { mailFrom, rcptTo } = session.envelope
        const raw = Buffer.concat(chunks).toString()
        mails.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw,
          text: decodeBody(raw),
        })
        done()
      })
    },
  })
  // Clients that disconnect are not part of the tests.
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const address = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    unanswered: () => unanswered,
    behave: (next) => {
      behaviour = next
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Returns the body of a single-part mail. */
function decodeBody(raw: string): string {
  const at = raw.indexOf('\r\n\r\n')
  const [headers, body] = [raw.slice(0, at), raw.slice(at + 4)]
  if (/^content-transfer-encoding: base64/im.test(headers)) {
    return Buffer.from(body.replaceAll(/\s/g, ''), 'base64').toString()
  }
  if (/^content-transfer-encoding: quoted-printable/im.test(headers)) {
    const bytes = body
      .replaceAll(/=\r\n/g, '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    return Buffer.from(bytes, 'latin1').toString()
  }
  return body
}
