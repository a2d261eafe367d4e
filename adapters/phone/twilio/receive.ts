import { createHash, timingSafeEqual } from 'node:crypto';
import twilio from 'twilio';
import type { Callback, Heard } from '../../../ports/phone.ts';
import { reportOf } from './status.ts';

type Form = Readonly<Record<string, string | string[]>>;

/** Reads what Twilio sends to `/phone/twilio/{voice,digits,status,sms}`. Null unless it is signed with one of the tokens for exactly this address and body. */
export function hearTwilio(
  callback: Callback,
  { accountSid, tokens }: { accountSid: string; tokens: readonly string[] },
): readonly Heard[] | null {
  const form = formOf(callback);
  if (!form || !isSigned(callback, form, tokens)) return null;
  if (one(form, 'AccountSid') !== accountSid) return null;
  const url = new URL(callback.url);
  const id = url.searchParams.get('id');
  return heardAt(url, id, form);
}

function heardAt(url: URL, id: string | null, form: Form): readonly Heard[] {
  const place = url.pathname.split('/').at(-1);
  const call = one(form, 'CallSid');
  if (place === 'digits')
    return call ? [{ is: 'digit', id, ref: call, digit: one(form, 'Digits') ?? url.searchParams.get('digit') ?? '' }] : [];
  if (place === 'sms') return replyOf(form);
  const text = one(form, 'MessageSid') ?? one(form, 'SmsSid');
  const report =
    call === undefined
      ? text &&
        reportOf('text', { ref: text, status: one(form, 'MessageStatus') ?? one(form, 'SmsStatus') ?? '', code: one(form, 'ErrorCode') })
      : reportOf('call', {
          ref: call,
          status: one(form, 'CallStatus') ?? 'in-progress',
          seq: one(form, 'SequenceNumber'),
          code: one(form, 'SipResponseCode'),
          answeredBy: one(form, 'AnsweredBy'),
        });
  return report ? [{ is: 'report', id, report }] : [];
}

function replyOf(form: Form): readonly Heard[] {
  const ref = one(form, 'MessageSid') ?? one(form, 'SmsSid');
  const from = one(form, 'From');
  return ref && from ? [{ is: 'reply', ref, from, text: one(form, 'Body') ?? '' }] : [];
}

function one(form: Form, name: string): string | undefined {
  const value = Object.hasOwn(form, name) ? form[name] : undefined;
  return Array.isArray(value) ? value[0] : value;
}

const isJson = ({ headers }: Callback): boolean => /^application\/json/iu.test(headers['content-type'] ?? '');

/** Null: no form and no JSON object. A field that is there twice is a list, for both count in the signature. */
function formOf(callback: Callback): Form | null {
  if (isJson(callback)) return jsonForm(callback.body);
  const form: Record<string, string | string[]> = Object.create(null) as Record<string, string | string[]>;
  for (const [name, value] of new URLSearchParams(callback.body)) {
    const before = form[name];
    form[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return form;
}

function jsonForm(body: string): Form | null {
  try {
    const value: unknown = JSON.parse(body);
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return null;
    return Object.fromEntries(Object.entries(value).flatMap(([name, v]) => (typeof v === 'string' ? [[name, v]] : [])));
  } catch {
    return null;
  }
}

function isSigned(callback: Callback, form: Form, tokens: readonly string[]): boolean {
  const given = callback.headers['x-twilio-signature'];
  if (!given) return false;
  const params = isJson(callback) ? {} : { ...form };
  if (isJson(callback) && !isBodyOf(callback)) return false;
  return tokens.some((token) => twilio.validateRequest(token, given, callback.url, params));
}

/** A JSON body is signed by its hash in the address: the address alone would be signed for any body. */
function isBodyOf({ url, body }: Callback): boolean {
  const said = Buffer.from(new URL(url).searchParams.get('bodySHA256') ?? '', 'hex');
  const real = createHash('sha256').update(body).digest();
  return said.length === real.length && timingSafeEqual(said, real);
}
