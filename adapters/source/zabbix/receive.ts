import { Said } from '../../../domain/text/said.ts';
import type { SourceAdapter, SourceAlert } from '../../../ports/source.ts';
import { sourceAlert, timeOf, webAddress, type SaidState, type SeverityWord } from '../../../ports/source-alert.ts';
import { Problem, Tags } from './schema.ts';
import { setup } from './setup.ts';

/** Zabbix by a media type of our own. A problem keeps its event's id until it is over, whatever becomes of its severity. */
export const zabbix: SourceAdapter = {
  name: 'zabbix',
  read({ body, now }) {
    const read = Problem.safeParse(body);
    if (!read.success)
      return { ok: false, because: 'body is not what the script of the media type sends. Paste it again from the page Admin.' };
    const problem = withoutMacros(read.data);
    if (problem.eventid === '')
      return { ok: false, because: 'eventid is missing. The media type needs the parameter eventid with the value {EVENT.ID}.' };
    // A host that was discovered or registered itself is no problem.
    const isProblem = problem.event_source !== '1' && problem.event_source !== '2';
    return { ok: true, alerts: isProblem ? [alertOf(problem, now)] : [] };
  },
  setup,
};

const severities: Readonly<Record<string, SeverityWord>> = {
  0: 'info',
  1: 'info',
  2: 'warning',
  3: 'warning',
  4: 'error',
  5: 'critical',
  'not classified': 'info',
  information: 'info',
  average: 'warning',
  disaster: 'critical',
};

function alertOf(problem: Problem, now: number): SourceAlert {
  const { eventid, eventname, triggerid, hostname } = problem;
  const { severity: _severity, alertname: _alertname, ...tags } = tagsOf(problem.eventtags);
  const state = stateIn(problem);
  return sourceAlert(
    {
      identity: { eventid },
      state,
      alertname: eventname || problem.alert_subject || `event ${eventid}`,
      severity: problem.severity,
      severities,
      labels: { ...tags, host: hostname, instance: hostname || problem.hostip },
      annotations: {
        summary: eventname || problem.alert_subject,
        description: problem.triggerdesc || problem.alert_message,
        operational_data: problem.triggeropdata,
        host_groups: problem.hostgroups,
        ip: problem.hostip,
        update: problem.eventupdate === '1' ? problem.updatemessage : '',
        trigger_id: triggerid,
      },
      url: linkTo(problem),
      startsAt: timeOf(problem.startedat),
      endsAt: timeOf(problem.endedat),
      by: problem.user,
    },
    now,
  );
}

function stateIn({ eventvalue, eventupdate, eventack }: Problem): SaidState {
  if (eventvalue === '0') return 'resolved';
  return eventupdate === '1' && /^(yes|1|true)$/iu.test(eventack) ? 'acknowledged' : 'firing';
}

/** The address of the front end leads to the event; a full address is taken as it is. */
function linkTo({ url, triggerid, eventid }: Problem): string {
  const address = webAddress(url);
  if (address === '' || triggerid === '' || /\.php|\?/u.test(address)) return address;
  return `${address.replace(/\/+$/u, '')}/tr_events.php?triggerid=${encodeURIComponent(triggerid)}&eventid=${encodeURIComponent(eventid)}`;
}

/** A macro that Zabbix could not fill in, it leaves as it is: `{$ZABBIX.URL}`, `{EVENT.NAME}`, `{{HOST.NAME}.regsub(…)}`, `*UNKNOWN*`. */
const macro = /\{\{[A-Z.0-9]+\}\.\w+\([^)]{0,200}\)\}|\{[$#?][^{}]*\}|\{[A-Z]+(?:[._][A-Z0-9<>"]+)+\}|\{(?:TIME|DATE)\}|\*UNKNOWN\*/gu;

const bare = (text: string): string =>
  text.search(macro) < 0
    ? text
    : text
        .replace(macro, '')
        .replaceAll(/\s{2,}/gu, ' ')
        .trim();

function withoutMacros({ eventtags, ...texts }: Problem): Problem {
  // An address with a hole in it leads nowhere.
  const url = bare(texts.url) === texts.url ? texts.url : '';
  const clean = Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, bare(text)])) as Omit<Problem, 'eventtags'>;
  return { ...clean, url, eventtags };
}

function tagsOf(given: unknown): Record<string, string> {
  const said = Said.parse(given);
  const read = Tags.safeParse(Array.isArray(given) ? given : listIn(said));
  const pairs = read.success ? read.data.map(({ tag, value }) => [tag, value] as const) : said.split(', ').map(pairIn);
  const tags = new Map<string, string>();
  for (const [name, value] of pairs) {
    const tag = bare(name);
    const text = bare(value) || 'yes';
    if (tag !== '') tags.set(tag, tags.has(tag) ? `${tags.get(tag)}, ${text}` : text);
  }
  return Object.fromEntries(tags);
}

function listIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function pairIn(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text.trim(), ''] : [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}
