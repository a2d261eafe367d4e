import { Said, SaidTexts } from '../../../domain/text/said.ts';
import type { Delivered, SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { readOneByOne, sourceAlert, stateOf, timeOf } from '../../../ports/source-alert.ts';
import { Anything } from './schema.ts';
import { setup } from './setup.ts';

/** Where a field lies when the integration does not say: the first of these that says something. */
const usual = {
  title: ['title', 'summary', 'alertname', 'alert_name', 'name', 'subject', 'annotations.summary', 'labels.alertname', 'message'],
  description: ['description', 'details', 'message', 'text', 'body', 'annotations.description'],
  status: ['status', 'state', 'action', 'event_action'],
  severity: ['severity', 'priority', 'level', 'labels.severity'],
  key: ['key', 'dedup_key', 'dedupKey', 'dedup', 'fingerprint', 'alert_uid', 'alert_id', 'alertId'],
  startsAt: ['startsAt', 'starts_at', 'started_at', 'startTime', 'timestamp', 'time'],
  endsAt: ['endsAt', 'ends_at', 'ended_at', 'endTime', 'resolved_at'],
  url: ['url', 'link', 'link_to_upstream_details', 'generatorURL', 'html_url'],
} as const;
type Field = keyof typeof usual;
type Mapping = Readonly<Record<string, string>>;

/** Any JSON, read by the `mapping` of its integration: our field → where it lies in theirs. A list, or what lies at `alerts`, is read one by one. */
export const generic: SourceAdapter = {
  name: 'generic',
  read({ body, now, integration }) {
    const { mapping } = integration.spec;
    const read = Anything.safeParse(body);
    if (!read.success) return { ok: false, because: `body ${read.error.issues[0]?.message ?? 'cannot be read'}` };
    const listed = at(read.data, mapping['alerts'] ?? 'alerts');
    const given = Array.isArray(read.data) ? read.data : Array.isArray(listed) ? listed : [read.data];
    const nothing = `there is no title at ${mapping['title'] ?? usual.title.join(', ')}. Say in the integration's mapping where it is.`;
    return readOneByOne(given, (one) => {
      const alert = alertOf(one, mapping, now);
      return alert ? [alert] : nothing;
    });
  },
  setup,
};

function alertOf(one: unknown, mapping: Mapping, now: Delivered['now']): SourceAlert | null {
  const say = (field: Field): string => {
    const path = mapping[field];
    for (const p of path === undefined ? usual[field] : [path]) {
      const said = Said.parse(at(one, p));
      if (said !== '') return said;
    }
    return '';
  };
  const [title, key, status] = [say('title'), say('key'), say('status')];
  if (title === '' && key === '') return null;
  const labels = labelsOf(one, mapping);
  const { severity: _severity, ...steady } = labels;
  const description = say('description');
  return sourceAlert(
    {
      // Without a key a text has to do, as long as nothing that changes is in it; the labels say the rest.
      identity: key === '' ? { title, ...steady } : { key },
      state: stateOf(status),
      alertname: labels['alertname'] ?? (title || key),
      severity: say('severity'),
      labels,
      annotations: { ...textsAt(one, 'annotations'), summary: title, ...(description === title ? {} : { description }) },
      url: say('url'),
      startsAt: timeOf(say('startsAt')),
      endsAt: timeOf(say('endsAt')),
      onlyKnown: title === '' && stateOf(status) !== 'firing',
    },
    now,
  );
}

/** Their labels as they are, and those that the mapping names. */
function labelsOf(one: unknown, mapping: Mapping): Record<string, string> {
  const named = Object.entries(mapping).flatMap(([field, path]) => {
    const said = field.startsWith('labels.') ? Said.parse(at(one, path)) : '';
    return said === '' ? [] : [[field.slice('labels.'.length), said]];
  });
  return { ...textsAt(one, 'meta'), ...textsAt(one, 'labels'), ...Object.fromEntries(named) };
}

const textsAt = (one: unknown, path: string): Record<string, string> => SaidTexts.parse(at(one, path));

/** What lies at a dotted path; a name that holds dots itself is found too. Nothing that an object was not given. */
function at(from: unknown, path: string): unknown {
  if (typeof from !== 'object' || from === null) return undefined;
  if (Object.hasOwn(from, path)) return (from as Record<string, unknown>)[path];
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const name = path.slice(0, dot);
    if (Object.hasOwn(from, name)) return at((from as Record<string, unknown>)[name], path.slice(dot + 1));
  }
  return undefined;
}
