import type { SiteConfig } from '../../config/site/site-config.ts'

/** Names that somebody would guess a password by: the school's, its site's and its mail's. */
export const listGuessedNames = (
  { operator }: Pick<SiteConfig, 'operator'>,
  origins: readonly string[],
): readonly string[] => [...Object.values(operator.name), operator.contact, ...origins]
