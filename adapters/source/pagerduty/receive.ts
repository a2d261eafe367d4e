import { Said } from '../../../domain/text/said.ts';
import type { Delivered, SourceAdapter, SourceAlert, SourceRead } from '../../../ports/source.ts';
import { sourceAlert, webAddress } from '../../../ports/source-alert.ts';
import { actions, Event, Image, Link, severities, type Payload } from './schema.ts';
import { setup } from './setup.ts';

/** PagerDuty's longest key. */
const longestKey = 255;

/** What was written for PagerDuty (Events API v2). A trigger opens, an acknowledge or resolve of what is not open makes nothing, and the same
 *  key after a resolve is a new alert. */
export const pagerduty: SourceAdapter = {
  name: 'pagerduty',
  read(delivered) {
    const read = Event.safeParse(delivered.body);
    const errors = read.success ? wrongIn(read.data) : ['the event is not a JSON object'];
    if (!read.success || errors.length > 0) return refused(errors);
    const dedup_key = read.data.dedup_key || delivered.id();
    return {
      ok: true,
      alerts: [alertOf(read.data, dedup_key, delivered)],
      answer: { status: 202, body: { status: 'success', message: 'Event processed', dedup_key } },
    };
  },
  setup,
};

const refused = (errors: readonly string[]): SourceRead => ({
  ok: false,
  because: errors.join('; '),
  answer: { status: 400, body: { status: 'invalid event', message: 'Event object is invalid', errors } },
});

/** In PagerDuty's words, for people search for them. */
function wrongIn({ event_action, dedup_key, payload }: Event): string[] {
  const one = (name: string, said: string, of: readonly string[]): string[] =>
    said === ''
      ? [`'${name}' is missing or blank`]
      : of.includes(said.toLowerCase())
        ? []
        : [`'${name}' is invalid (must be one of the following: ${of.map((w) => `'${w}'`).join(', ')})`];
  const action = one('event_action', event_action, actions);
  const key = dedup_key.length > longestKey ? [`'dedup_key' is too long (${longestKey} characters at most)`] : [];
  if (action.length > 0 || event_action.toLowerCase() !== 'trigger')
    return [...action, ...key, ...(action.length === 0 && dedup_key === '' ? ["'dedup_key' is missing or blank"] : [])];
  if (!payload) return [...key, "'payload' is missing or blank"];
  return [
    ...key,
    ...(payload.summary === '' ? ["'payload.summary' is missing or blank"] : []),
    ...(payload.source === '' ? ["'payload.source' is missing or blank"] : []),
    ...one('payload.severity', payload.severity, severities),
  ];
}

function alertOf(event: Event, dedup_key: string, { now }: Delivered): SourceAlert {
  const identity = { dedup_key };
  const action = event.event_action.toLowerCase();
  if (action !== 'trigger' || !event.payload) {
    const state = action === 'resolve' ? 'resolved' : 'acknowledged';
    return sourceAlert({ identity, state, alertname: dedup_key, severity: '', onlyKnown: true }, now);
  }
  const { summary, source, severity, component, group, class: kind } = event.payload;
  const details = detailsOf(event.payload.custom_details);
  const links = linksOf(event);
  return sourceAlert(
    {
      identity,
      state: 'firing',
      // How many fire, as Alertmanager has it before the summary, is no part of the name.
      alertname: kind || summary.replace(/^\[[A-Z]+(?::\d+)?\]\s*/u, '') || summary,
      severity,
      labels: { instance: source, component, group, class: kind, system: details['system'] ?? '', service: details['service'] ?? '' },
      annotations: { summary, ...describedBy(details, event.payload), ...links, client: event.client },
      url: webAddress(event.client_url) || links.link,
      // Its own timestamp is when the tool saw something, and may be the same for what it triggers anew after a resolve: it begins when it comes.
    },
    now,
  );
}

function describedBy(details: Readonly<Record<string, string>>, { timestamp }: Payload): Record<string, string> {
  const { description = details['details'] ?? '' } = details;
  const others = Object.entries(details).filter(([name]) => !['description', 'details', 'system', 'service', 'summary'].includes(name));
  return { description, timestamp, ...Object.fromEntries(others.map(([name, said]) => [`detail_${name}`, said])) };
}

/** Texts as they are, anything deeper as JSON; details that are a mere text are called `details`. */
function detailsOf(given: unknown): Record<string, string> {
  if (typeof given !== 'object' || given === null) return { details: Said.parse(given) };
  return Object.fromEntries(
    Object.entries(given).map(([name, v]) => [name, typeof v === 'object' && v !== null ? JSON.stringify(v) : Said.parse(v)]),
  );
}

/** One a line, as `text address`. */
function linksOf({ images, links }: Event): { link: string; links: string; images: string } {
  const shown = links.flatMap((given) => {
    const { data } = Link.safeParse(given);
    return data && webAddress(data.href) ? [data] : [];
  });
  const pictures = images.flatMap((given) => {
    const { data } = Image.safeParse(given);
    return data && webAddress(data.src) ? [`${data.alt} ${data.src}`.trim()] : [];
  });
  return {
    link: shown[0]?.href ?? '',
    links: shown.map(({ href, text }) => `${text} ${href}`.trim()).join('\n'),
    images: pictures.join('\n'),
  };
}
