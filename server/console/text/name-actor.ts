import type { Texts } from './kk.ts'

/**
 * Returns who did something in words.
 *
 * @param actor id or name of an account, or one of the words that stand for who has none.
 * @param names of accounts by their ids, where the reader is told them.
 */
export function nameActor(
  actor: string,
  text: Texts,
  names: Readonly<Record<string, string>> = {},
): string {
  const words: Readonly<Record<string, string>> = {
    administrator: text.roleAdministrator,
    subject: text.actorSubject,
    system: text.actorSystem,
  }
  return names[actor] ?? words[actor] ?? actor
}
