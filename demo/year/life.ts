/**
 * What some people do on one day.
 *
 * @param dayMs the beginning of the day in Almaty, milliseconds since 1970 UTC.
 * @param untilMs nothing happens after it: the present.
 */
export type Life = (dayMs: number, untilMs: number) => Promise<void>
