import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { verbsOf, type Verb } from './twiml.ts';

export interface Call {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly asked: URLSearchParams;
  readonly dateCreated: Date;
  status: string;
  /** What was said to whoever picked up, sentence by sentence. */
  readonly heard: string[];
  seq: number;
}

export interface Text {
  readonly sid: string;
  readonly to: string;
  readonly body: string;
  readonly asked: URLSearchParams;
  readonly dateCreated: Date;
  status: string;
}

/** How a call goes. `keys`: one for each time a key is asked for; '' is none in time. */
export interface Going {
  readonly by: 'human' | 'machine' | 'nobody' | 'busy' | 'failed' | 'off';
  readonly keys?: readonly string[];
}

/** How the next requests go wrong. `late`: it takes effect and the answer is lost; `hangs`: nothing happens and no answer comes. */
export type Trouble = { readonly status: number; readonly code?: number; readonly message?: string } | 'late' | 'hangs';

export type Deliver = (
  url: string,
  request: { headers: Record<string, string>; body: string },
) => Promise<{ status: number; body: string }>;

export const twilioAccount = {
  accountSid: 'AC00112233445566778899aabbccddeeff',
  authToken: 'twilio-auth-token-canary',
  from: '+14155550100',
};

const overFetch: Deliver = async (url, request) => {
  const response = await fetch(url, { method: 'POST', ...request });
  return { status: response.status, body: await response.text() };
};

/** Twilio's REST API 2010-04-01 for calls and texts on this machine: form posts with basic auth, JSON answers, signed callbacks with sequence
 *  numbers, and TwiML that is fetched and executed. Written from the documentation, without Twilio's library. */
export async function startTwilio(deliver: Deliver = overFetch): Promise<TwilioEmulator> {
  const emulator = new TwilioEmulator(deliver);
  await emulator.listen();
  return emulator;
}

export class TwilioEmulator {
  readonly calls: Call[] = [];
  readonly texts: Text[] = [];
  /** What was answered to every callback, in order. */
  readonly answers: { url: string; status: number; body: string }[] = [];
  /** Called when something has been ordered and before it is answered. */
  onOrder: () => void = () => {};
  /** Its clock, UTC ms. */
  now: () => number = Date.now;
  deliver: Deliver;
  /** Requests that have come in. */
  asked = 0;
  #troubles: Trouble[] = [];
  readonly #held: ServerResponse[] = [];
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  constructor(deliver: Deliver) {
    this.deliver = deliver;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The document that makes Tocsin call here. */
  get carrier(): string {
    const { accountSid, authToken, from } = twilioAccount;
    return `{ kind: carrier, name: twilio, spec: { type: twilio, accountSid: ${accountSid}, authToken: ${authToken}, from: '${from}', url: '${this.origin}' } }`;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  stop(): Promise<void> {
    for (const response of this.#held) response.destroy();
    this.#server.closeAllConnections();
    return new Promise((resolve) => void this.#server.close(() => resolve()));
  }

  /** The next requests go wrong so, one each; then all is well again. */
  fails(...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles);
  }

  get lastCall(): Call {
    return this.calls.at(-1) ?? fail('no call was made');
  }

  get lastText(): Text {
    return this.texts.at(-1) ?? fail('no text was sent');
  }

  /** Plays a call out. Answers the HTTP statuses of the callbacks. */
  async plays(call: Call, { by, keys = [] }: Going): Promise<void> {
    await this.progresses(call, 'initiated');
    await this.progresses(call, 'ringing');
    if (by === 'nobody') return this.progresses(call, 'no-answer');
    if (by === 'busy') return this.progresses(call, 'busy');
    if (by === 'failed') return this.progresses(call, 'failed', { SipResponseCode: '404' });
    if (by === 'off') return this.progresses(call, 'failed', { SipResponseCode: '480' });
    await this.progresses(call, 'in-progress');
    await this.#execute(call, call.asked.get('Url') ?? '', [...keys]);
    await this.progresses(call, 'completed', by === 'machine' ? { AnsweredBy: 'machine_start' } : {});
  }

  /** Tells of one step of a call, as the next in order or as the `seq` given. */
  async progresses(call: Call, status: string, more: Record<string, string> = {}, seq: number = call.seq++): Promise<void> {
    call.status = status === 'initiated' ? 'queued' : status;
    const url = call.asked.get('StatusCallback');
    if (url)
      await this.posts(url, {
        ...this.#callForm(call),
        CallStatus: status,
        SequenceNumber: String(seq),
        CallbackSource: 'call-progress-events',
        ...more,
      });
  }

  /** Tells how far a text is. */
  async reports(text: Text, status: string, more: Record<string, string> = {}): Promise<void> {
    text.status = status;
    const form = { MessageSid: text.sid, SmsSid: text.sid, AccountSid: twilioAccount.accountSid, MessageStatus: status, SmsStatus: status };
    await this.posts(text.asked.get('StatusCallback') ?? '', {
      ...form,
      To: text.to,
      From: twilioAccount.from,
      ApiVersion: '2010-04-01',
      ...more,
    });
  }

  /** Somebody answers by text; what they are answered, if anything. */
  async replies(origin: string, from: string, body: string, sid = sidOf('SM')): Promise<string | null> {
    const form = {
      MessageSid: sid,
      SmsSid: sid,
      AccountSid: twilioAccount.accountSid,
      From: from,
      To: twilioAccount.from,
      Body: body,
      NumMedia: '0',
    };
    const { body: xml } = await this.posts(`${origin}/phone/twilio/sms`, form);
    return verbsOf(xml).find(({ name }) => name === 'Message')?.text ?? null;
  }

  /** Presses a key at the address of a menu, as often as it is asked to. */
  async presses(call: Call, action: string, digit: string): Promise<string[]> {
    const { body } = await this.posts(action, { ...this.#callForm(call), CallStatus: 'in-progress', Digits: digit, msg: 'Gather End' });
    return said(verbsOf(body));
  }

  /** Posts a form, signed for this address and account; or by other means where `signature` is given. */
  async posts(url: string, form: Record<string, string>, signature = signatureOf(url, form)): Promise<{ status: number; body: string }> {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': signature,
      'user-agent': 'TwilioProxy/1.1',
    };
    const answer = await this.deliver(url, { headers, body: new URLSearchParams(form).toString() }).catch(() => ({ status: 0, body: '' }));
    this.answers.push({ url, ...answer });
    return answer;
  }

  #callForm({ sid, to, from }: Call): Record<string, string> {
    return {
      CallSid: sid,
      AccountSid: twilioAccount.accountSid,
      From: from,
      To: to,
      Called: to,
      Caller: from,
      Direction: 'outbound-api',
      ApiVersion: '2010-04-01',
    };
  }

  /** Fetches TwiML and does what it says, until it hangs up or nothing follows. */
  async #execute(call: Call, url: string, keys: string[], more: Record<string, string> = {}): Promise<void> {
    const { status, body } = await this.posts(url, { ...this.#callForm(call), CallStatus: 'in-progress', ...more });
    if (status >= 400 || status === 0) return void call.heard.push('An application error has occurred. Goodbye.');
    for (const verb of verbsOf(body)) {
      if (verb.name === 'Hangup') return;
      if (verb.name === 'Say') call.heard.push(verb.text);
      if (verb.name === 'Redirect') return this.#execute(call, new URL(verb.text.trim(), url).href, keys);
      if (verb.name !== 'Gather') continue;
      call.heard.push(...said(verb.children));
      const key = keys.shift() ?? '';
      // Without a key the action is not asked; what follows is done.
      if (key !== '')
        return this.#execute(call, new URL(verb.attributes['action'] ?? '', url).href, keys, { Digits: key, msg: 'Gather End' });
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const answer = (status: number, value: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const basic = `Basic ${Buffer.from(`${twilioAccount.accountSid}:${twilioAccount.authToken}`).toString('base64')}`;
    if (request.headers.authorization !== basic)
      return answer(401, { code: 20003, message: 'Authenticate', more_info: 'https://www.twilio.com/docs/errors/20003', status: 401 });
    this.asked += 1;
    const trouble = this.#troubles.shift();
    if (trouble === 'hangs') return void this.#held.push(response);
    if (trouble !== undefined && trouble !== 'late') return answer(trouble.status, problem(trouble));
    const done = this.#do(request, new URLSearchParams(body));
    if (request.method === 'POST') this.onOrder();
    if (trouble === 'late') return void response.destroy();
    if (done === null) return answer(404, problem({ status: 404, code: 20404, message: 'The requested resource was not found' }));
    answer(request.method === 'POST' ? 201 : 200, done);
  }

  #do({ method, url = '' }: IncomingMessage, form: URLSearchParams): object | null {
    const { pathname, searchParams } = new URL(url, this.origin);
    const [, place, sid] =
      new RegExp(`^/2010-04-01/Accounts/${twilioAccount.accountSid}(?:/(Calls|Messages))?(?:/(\\w+))?\\.json$`, 'u').exec(pathname) ?? [];
    if (place === 'Calls' && method === 'POST') return callJson(this.#ordersCall(form));
    if (place === 'Messages' && method === 'POST') return textJson(this.#ordersText(form));
    const to = searchParams.get('To');
    const isTo = (each: { to: string }): boolean => to === null || each.to === to;
    if (place === 'Calls' && sid === undefined)
      return { calls: this.calls.filter(isTo).toReversed().map(callJson), page: 0, page_size: 20, next_page_uri: null };
    if (place === 'Messages' && sid === undefined)
      return { messages: this.texts.filter(isTo).toReversed().map(textJson), page: 0, page_size: 20, next_page_uri: null };
    if (place === 'Calls') return this.calls.filter((c) => c.sid === sid).map(callJson)[0] ?? null;
    if (place === 'Messages') return this.texts.filter((t) => t.sid === sid).map(textJson)[0] ?? null;
    return pathname.endsWith(`/Accounts/${twilioAccount.accountSid}.json`)
      ? { sid: twilioAccount.accountSid, status: 'active', type: 'Full' }
      : null;
  }

  #ordersCall(asked: URLSearchParams): Call {
    const call = {
      sid: sidOf('CA'),
      to: asked.get('To') ?? '',
      from: asked.get('From') ?? '',
      asked,
      dateCreated: new Date(this.now()),
      status: 'queued',
      heard: [],
      seq: 0,
    };
    this.calls.push(call);
    return call;
  }

  #ordersText(asked: URLSearchParams): Text {
    const text = {
      sid: sidOf('SM'),
      to: asked.get('To') ?? '',
      body: asked.get('Body') ?? '',
      asked,
      dateCreated: new Date(this.now()),
      status: 'queued',
    };
    this.texts.push(text);
    return text;
  }
}

/** https://www.twilio.com/docs/usage/security: the address, then each field's name and value in the order of names, HMAC-SHA1 with the token. */
export function signatureOf(url: string, form: Record<string, string>, token = twilioAccount.authToken): string {
  const fields = Object.keys(form)
    .toSorted()
    .map((name) => `${name}${form[name]}`);
  return createHmac('sha1', token)
    .update(url + fields.join(''))
    .digest('base64');
}

const sidOf = (kind: string): string => `${kind}${randomBytes(16).toString('hex')}`;
const said = (verbs: readonly Verb[]): string[] => verbs.flatMap((verb) => (verb.name === 'Say' ? [verb.text] : said(verb.children)));
const problem = ({ status, code, message }: { status: number; code?: number; message?: string }): object => ({
  status,
  code: code ?? status,
  message: message ?? 'no',
  more_info: `https://www.twilio.com/docs/errors/${code ?? status}`,
});
const callJson = (c: Call): object => ({
  sid: c.sid,
  account_sid: twilioAccount.accountSid,
  to: c.to,
  from: c.from,
  status: c.status,
  date_created: c.dateCreated.toUTCString(),
  start_time: null,
  answered_by: null,
  direction: 'outbound-api',
});
const textJson = (t: Text): object => ({
  sid: t.sid,
  account_sid: twilioAccount.accountSid,
  to: t.to,
  from: twilioAccount.from,
  body: t.body,
  status: t.status,
  date_created: t.dateCreated.toUTCString(),
  error_code: null,
  error_message: null,
  direction: 'outbound-api',
});

function fail(why: string): never {
  throw new Error(why);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
