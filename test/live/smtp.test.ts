import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startSmtpSink, type SmtpSink } from '../harness/smtp.ts';

let sink: SmtpSink;

beforeAll(async () => {
  sink = await startSmtpSink();
});
afterAll(() => sink.stop());

const send = (subject: string, more: { html?: string; to?: string } = {}): Promise<unknown> =>
  createTransport(sink.url).sendMail({
    from: 'tocsin@example.com',
    to: 'ana@example.com',
    subject,
    text: `.${subject}\n.\n按 4 确认 = ok`,
    ...more,
  });

test('a mail in Chinese arrives as it was written', async () => {
  const subject = '结账服务错误率 87%，超过阈值，影响交易：请立即确认并进入作战室处理，INC-20261122-003';
  await send(subject);
  const mail = await sink.mail((each) => each.headers['subject'] === subject);
  expect(mail).toMatchObject({ from: 'tocsin@example.com', to: ['ana@example.com'] });
  expect(mail.text.trimEnd().split('\n')).toEqual([`.${subject}`, '.', '按 4 确认 = ok']);
});

test('both parts of a mail with HTML are there', async () => {
  await send('two parts', { html: '<p>按 <b>4</b></p>', to: 'ana@example.com, bo@example.com' });
  const mail = await sink.mail((each) => each.headers['subject'] === 'two parts');
  expect(mail.to).toEqual(['ana@example.com', 'bo@example.com']);
  expect(mail.text).toMatch(/按 4 确认[\s\S]*<p>按 <b>4<\/b><\/p>/);
});

test('it can refuse', async () => {
  sink.refuse('550 no such person');
  await expect(send('refused')).rejects.toThrow('550 no such person');
  sink.refuse();
  await send('taken');
  expect(sink.mails.map(({ headers }) => headers['subject'])).not.toContain('refused');
});
