import twilio from 'twilio';
import type { PhoneMeans } from '../../../domain/people/carrier-fields.ts';
import type { TwilioCarrier } from '../../../domain/people/carrier.ts';
import type { Report } from '../../../domain/page/report.ts';
import type { Carrier, PhoneOrder } from '../../../ports/phone.ts';
import { failureOf } from './failure.ts';
import { hearTwilio } from './receive.ts';
import { reportOf } from './status.ts';

type Client = ReturnType<typeof twilio>;

interface Parts {
  readonly name: string;
  readonly spec: TwilioCarrier;
  /** Where Twilio finds us, without a slash at the end. */
  readonly publicUrl: () => string;
}

/** Its clock and ours may differ by this much. */
const clockMs = 60_000;
const timeoutMs = 10_000;

/** Calls and texts by Twilio, with its own library. A call is made with the address of what is to be said, so that it says what is true when
 *  somebody picks up. Twilio has no id of ours: what was ordered before is found again by number, time and text. */
export function twilioCarrier({ name, spec, publicUrl }: Parts): Carrier {
  const client = twilio(spec.accountSid, spec.authToken, { timeout: timeoutMs, autoRetry: false, keepAlive: true });
  if (spec.url !== undefined) client.api.baseUrl = spec.url.replace(/\/+$/u, '');
  const at = (place: string, id: string): string => `${publicUrl()}/phone/twilio/${place}?id=${id}`;
  const asked = <T>(work: Promise<T>): Promise<T> =>
    work.catch((e: unknown) => {
      throw failureOf(e, name);
    });
  const tokens = [spec.authToken, ...(spec.secondAuthToken === undefined ? [] : [spec.secondAuthToken])];
  return {
    name,
    call: async (order) => ({ ref: (await asked(client.calls.create(callOf(order, spec, at)))).sid }),
    text: async ({ id, to, text }) => {
      const from = spec.smsFrom ?? spec.from;
      const sender = from.startsWith('MG') ? { messagingServiceSid: from } : { from };
      return { ref: (await asked(client.messages.create({ to, body: text, statusCallback: at('status', id), ...sender }))).sid };
    },
    find: (order, by, known) => asked(by === 'phone' ? findCall(client, order, known) : findText(client, order, known)),
    look: ({ ref, by }) => asked(lookAt(client, ref, by)),
    hear: (callback) => hearTwilio(callback, { accountSid: spec.accountSid, tokens }),
    check: async () => void (await asked(client.api.accounts(spec.accountSid).fetch())),
  };
}

function callOf({ id, to }: PhoneOrder, spec: TwilioCarrier, at: (place: string, id: string) => string) {
  const status = at('status', id);
  const machines = { machineDetection: 'Enable', asyncAmd: 'true', asyncAmdStatusCallback: status };
  return {
    to,
    from: spec.from,
    url: at('voice', id),
    statusCallback: status,
    statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
    timeout: spec.ringSeconds,
    ...(spec.detectMachines ? machines : {}),
  };
}

const isOf = (made: { sid: string; dateCreated: Date }, { since }: PhoneOrder, known: ReadonlySet<string>): boolean =>
  !known.has(made.sid) && made.dateCreated.getTime() >= since - clockMs;

async function findCall(client: Client, order: PhoneOrder, known: ReadonlySet<string>): Promise<Report | null> {
  const calls = await client.calls.list({ to: order.to, limit: 20 });
  const call = calls.findLast((c) => isOf(c, order, known));
  return call ? reportOf('call', { ref: call.sid, status: call.status }) : null;
}

/** Trial accounts put a sentence in front of every text. */
async function findText(client: Client, order: PhoneOrder, known: ReadonlySet<string>): Promise<Report | null> {
  const texts = await client.messages.list({ to: order.to, limit: 20 });
  const text = texts.findLast((m) => isOf(m, order, known) && m.body.endsWith(order.text));
  return text ? reportOf('text', { ref: text.sid, status: text.status, code: codeOf(text.errorCode) }) : null;
}

const codeOf = (code: number | null | undefined): string | undefined => (code ? String(code) : undefined);

async function lookAt(client: Client, ref: string, by: PhoneMeans): Promise<Report | null> {
  if (by === 'phone') {
    const call = await client.calls(ref).fetch();
    return reportOf('call', { ref, status: call.status, answeredBy: call.answeredBy ?? undefined });
  }
  const text = await client.messages(ref).fetch();
  return reportOf('text', { ref, status: text.status, code: codeOf(text.errorCode) });
}
