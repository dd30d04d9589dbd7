import type { SiteConfig } from '../../config/site/site-config.ts'

/** Returns the names that somebody would try as a password: those of the school, its site and its mail. */
export const listGuessedNames = (
  { operator }: Pick<SiteConfig, 'operator'>,
  origins: readonly string[],
): readonly string[] => [...Object.values(operator.name), operator.contact, ...origins]
