import type { Delivered, SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { readOneByOne, sourceAlert, stateOf, timeOf, wrongIn } from '../../../ports/source-alert.ts';
import { Data, Event } from './schema.ts';
import { setup } from './setup.ts';

/** CloudEvents 1.0 over HTTP: binary (the event in `ce-` headers, the body is its data), structured, and a batch. */
export const cloudevents: SourceAdapter = {
  name: 'cloudevents',
  read(delivered) {
    return readOneByOne(eventsIn(delivered), (event) => {
      const read = Event.safeParse(event);
      return read.success ? [alertOf(read.data, delivered.now)] : `${wrongIn(read.error)}. ${forms}`;
    });
  },
  setup,
};

const forms = 'Send CloudEvents 1.0: ce- headers, application/cloudevents+json, or application/cloudevents-batch+json.';

function eventsIn({ body, headers }: Delivered): readonly unknown[] {
  if (Array.isArray(body)) return body;
  if (headers['ce-specversion'] === undefined) return [body];
  const named = Object.entries(headers).flatMap(([name, value]) => (name.startsWith('ce-') ? [[name.slice(3), unescaped(value)]] : []));
  return [{ ...Object.fromEntries(named), datacontenttype: headers['content-type'] ?? '', data: body }];
}

/** Header values come percent-encoded; what is not is taken as it is. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function alertOf(event: Event, now: number): SourceAlert {
  const { stem, word } = typeOf(event.type);
  const data = dataOf(event);
  const said = [event.status, data.status, data.state, word].find((w) => w) ?? '';
  const state = stateOf(said);
  const at = timeOf(event.time);
  return sourceAlert(
    {
      // The id names the event, not the alert: what fires and what is over are two events of one alert.
      identity: event.dedupkey ? { dedupkey: event.dedupkey } : { source: event.source, subject: event.subject, type: stem },
      state,
      alertname: data.alertname || data.labels?.['alertname'] || stem,
      severity: event.severity || data.severity || data.level || data.labels?.['severity'] || '',
      labels: { ...data.labels, event_source: event.source, subject: event.subject },
      annotations: {
        summary: data.summary || data.title || data.message || data.name || event.subject || event.type,
        description: data.description || data.message || '',
        event_id: event.id,
        event_type: event.type,
      },
      url: data.url || event.source,
      ...(state === 'resolved' ? { endsAt: at } : { startsAt: at }),
    },
    now,
  );
}

/** `com.example.disk.resolved` is about `com.example.disk`; where the last word is no state, the whole type is what it is about. */
function typeOf(type: string): { stem: string; word: string } {
  const [, stem = type, word = ''] = /^(.+)[./_-]([^./_-]+)$/u.exec(type) ?? [];
  const isState =
    stateOf(word) !== 'firing' || /^(firing|fired|triggered|trigger|alerting|alert|problem|opened|open|raised|created|down)$/iu.test(word);
  return isState ? { stem, word } : { stem: type, word: '' };
}

/** A mere text is the summary. */
function dataOf({ data, data_base64, datacontenttype }: Event): Data {
  const given = data === undefined && data_base64 !== '' ? decoded(data_base64, datacontenttype) : data;
  if (typeof given === 'string') return { summary: given.trim().split('\n')[0] ?? '', description: given.trim() };
  return Data.safeParse(given).data ?? {};
}

function decoded(text: string, type: string): unknown {
  const plain = Buffer.from(text, 'base64').toString('utf8');
  if (!/json/iu.test(type)) return /^text\//iu.test(type) ? plain : undefined;
  try {
    return JSON.parse(plain);
  } catch {
    return plain;
  }
}
