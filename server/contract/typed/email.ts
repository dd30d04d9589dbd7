import { makePlain, stripEnds } from './plain.ts'

/** Characters around a copied address: quotation marks, brackets, the end of a sentence. */
const AROUND = ` \t\n"'«»“”„‘’<>()[],;:!?….`
const LABEL = /^(?:mailto|e-?mail|mail|почта|пошта)\s*:/i
/**
 * RFC 5322's dot-atom, without characters that mail servers read as a route or a command. ASCII: few servers accept more (RFC
 * 6531).
 */
const LOCAL = /^[\w&'*+=^{}~#$-]+(?:\.[\w&'*+=^{}~#$-]+)*$/
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/
/** RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3. */
const LOCAL_LENGTH = 64
const ADDRESS_LENGTH = 254

/**
 * Returns a domain in ASCII, as it is looked up: `школа.қаз` is `xn--80aa1bdd.xn--80ao21a`. `undefined` where the text is not
 * a domain.
 */
function findDomain(typed: string): string | undefined {
  // Rejects the other parts of a URL, and labels that mix two scripts: those come from the wrong keyboard, and no such
  // mailbox exists.
  if (/[^\p{L}\p{M}\p{N}.\u3002-]/u.test(typed)) return undefined
  const isMixed = (label: string) => /[a-z]/i.test(label) && /\p{Script=Cyrillic}/u.test(label)
  if (typed.split('.').some(isMixed)) return undefined
  try {
    // Any scheme whose host is parsed as a name would do.
    const { hostname } = new URL(`ws://${typed}`)
    return DOMAIN.test(hostname) ? hostname : undefined
  } catch {
    return undefined
  }
}

/**
 * Normalises a typed or pasted email address for mail servers: `Айгүл <mailto:a@школа.қаз>.` is one. Idempotent. Returns
 * `undefined` where no mail could be delivered to it, or where the recipient is ambiguous: two addresses, a comma for a dot.
 */
export function cleanEmail(typed: string): string | undefined {
  const plain = makePlain(typed)
  const [, inner = plain] = /^[^<>]*<([^<>]*)>[^<>@]*$/.exec(plain) ?? []
  const [unlabelled = ''] = inner.trim().replace(LABEL, '').split('?', 1)
  const [local = '', domain = '', ...more] = stripEnds(unlabelled, AROUND).split('@')
  const ascii = findDomain(domain)
  if (!ascii || more.length > 0 || local.length > LOCAL_LENGTH || !LOCAL.test(local))
    return undefined
  const address = `${local}@${ascii}`
  return address.length > ADDRESS_LENGTH ? undefined : address
}
