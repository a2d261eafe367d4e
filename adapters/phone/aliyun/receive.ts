import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Report, ReportWord } from '../../../domain/page/report.ts';
import type { Callback, Heard } from '../../../ports/phone.ts';
import { Reported } from './schema.ts';

/** How a call ended, by the codes that operators answer: https://help.aliyun.com/zh/vms/developer-reference/operators-receipt-error-code */
const callWords: Readonly<Record<string, ReportWord>> = {
  '200000': 'completed',
  '200001': 'completed',
  '200002': 'busy',
  '200003': 'no-answer',
  '200004': 'refused',
  '200005': 'failed',
  '200006': 'failed',
  '200007': 'no-answer',
  '200008': 'completed',
  '200010': 'no-answer',
  '200011': 'refused',
  '200101': 'ringing',
  '200102': 'ringing',
  '200103': 'answered',
  '200104': 'failed',
  '200105': 'failed',
  '200121': 'failed',
};
const key = '300000';

/** A call's state by its code. Null: one that means nothing for us. */
export function callReport(ref: string, code: string): Report | null {
  const word = callWords[code] ?? (/^20\d{4}$/u.test(code) ? 'failed' : null);
  if (word === null) return null;
  return { word, ref, seq: null, ...(word === 'completed' || word === 'ringing' || word === 'answered' ? {} : { raw: code }) };
}

/** Reads what Alibaba Cloud reports to `/phone/aliyun/report?secret=…`. It signs nothing: whoever knows the secret is heard. Null for all others. */
export function hearAliyun({ url, body }: Callback, secret: string): readonly Heard[] | null {
  if (!isSame(new URL(url).searchParams.get('secret') ?? '', secret)) return null;
  const read = z.array(Reported).max(1_000).safeParse(jsonOf(body));
  return read.success ? read.data.flatMap(heard) : [];
}

const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (given: string, secret: string): boolean => timingSafeEqual(hash(given), hash(secret));

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}

function heard(r: Reported): readonly Heard[] {
  const id = r.out_id ?? null;
  if (r.call_id !== undefined) return calledAbout(r, { ref: r.call_id, id });
  if (r.biz_id !== undefined && id !== null) return [textedAbout(r, id)];
  if (r.content === undefined || r.phone_number === undefined) return [];
  return [
    { is: 'reply', ref: r.sequence_id ?? `${r.phone_number}/${r.send_time ?? ''}`, from: fullNumber(r.phone_number), text: r.content },
  ];
}

/** The report at the end of a call names its keys too. */
function calledAbout({ status_code: code = '', dtmf }: Reported, { ref, id }: { ref: string; id: string | null }): readonly Heard[] {
  const digit = /[\d*#](?=\D*$)/u.exec(dtmf ?? '')?.[0];
  const pressed: Heard[] = digit === undefined ? [] : [{ is: 'digit', id, ref, digit }];
  const report = code === key ? null : callReport(ref, code);
  return report ? [...pressed, { is: 'report', id, report }] : pressed;
}

/** Texts are known by our own id, which every report of them has. */
function textedAbout({ success, err_code: error }: Reported, id: string): Heard {
  const report: Report = success
    ? { word: 'delivered', ref: id, seq: null }
    : { word: 'undelivered', ref: id, seq: null, ...(error ? { raw: error } : {}) };
  return { is: 'report', id, report };
}

/** Numbers of the mainland come without the code of the country. */
const fullNumber = (number: string): string => (/^1\d{10}$/u.test(number) ? `+86${number}` : `+${number.replace(/^(\+|00)/u, '')}`);
