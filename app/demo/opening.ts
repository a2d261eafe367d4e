import { Temporal } from 'temporal-polyfill';

const zone = 'Asia/Shanghai';
const saturday = 6;

/** 09:30:50 in the firm's zone, fifty seconds after the open, on the first weekday that is not over by then: `at` and what follows, UTC ms. */
export function openingFrom(at: number): number {
  let day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  while (day.dayOfWeek >= saturday) day = day.add({ days: 1 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: '09:30:50' }).epochMilliseconds;
}

/** The next opening after `at`. */
export function openingAfter(at: number): number {
  const same = openingFrom(at);
  return same > at ? same : openingFrom(Temporal.Instant.fromEpochMilliseconds(same).add({ hours: 24 }).epochMilliseconds);
}
