import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { smtpMailer } from '../../adapters/mail/smtp.ts';
import { OutsideError } from '../../ports/errors.ts';
import { startSmtpSink, type SmtpSink } from '../harness/smtp.ts';

let sink: SmtpSink;
beforeAll(async () => {
  sink = await startSmtpSink();
});
afterAll(async () => sink.stop());

const mail = (subject: string, text = 'x') => ({ to: 'ana@example.com', subject, text, messageId: 'INC-20261123-001.0.0.ana.0@tocsin' });
const send = (subject: string, text?: string): Promise<void> => smtpMailer(sink.url, 'tocsin@example.com').send(mail(subject, text));
const failure = (work: Promise<void>): Promise<unknown> =>
  work.then(
    () => 'sent',
    (e: unknown) => e,
  );

test('a mail arrives as it was written, with an id of ours', async () => {
  await send('[SEV1] 呼叫你：INC-20261123-001', '订单被拒 🚨\n.\n按 4 认领');
  const got = await sink.mail((m) => m.headers['subject'] === '[SEV1] 呼叫你：INC-20261123-001');
  expect(got).toMatchObject({
    from: 'tocsin@example.com',
    to: ['ana@example.com'],
    headers: { 'message-id': '<INC-20261123-001.0.0.ana.0@tocsin>' },
  });
  expect(got.text.trimEnd()).toBe('订单被拒 🚨\n.\n按 4 认领');
});

test('a title with line ends makes no header of its own', async () => {
  await send('Injected\r\nBcc: evil@example.com\r\n\r\nbody');
  const got = await sink.mail((m) => (m.headers['subject'] ?? '').startsWith('Injected'));
  expect([got.to, got.headers['bcc'], got.text.trimEnd()]).toEqual([['ana@example.com'], undefined, 'x']);
});

test('a title that looks like a file or an address is only text', async () => {
  await send('file', 'file:///etc/passwd');
  expect((await sink.mail((m) => m.headers['subject'] === 'file')).text.trimEnd()).toBe('file:///etc/passwd');
});

describe('a failure', () => {
  const secret = 's3cret-pa55';
  test.each([
    ['550 no such person', 'invalid', false],
    ['552 mailbox full', 'invalid', false],
    ['451 try later', 'transient', true],
    ['421 going down', 'transient', true],
  ])('%s is %s', async (answer, as, isPassing) => {
    sink.refuse(answer);
    const error = await failure(send('refused'));
    sink.refuse();
    expect(error).toBeInstanceOf(OutsideError);
    expect(error).toMatchObject({ failure: as, passing: isPassing, message: expect.stringMatching(/^mail: .*Check .*\.$/u) as string });
  });

  test('a server that is not there passes, and the message holds no password', async () => {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    const error = await failure(smtpMailer(`smtp://ana:${secret}@127.0.0.1:${port}`, 'tocsin@example.com').send(mail('x')));
    expect(error).toMatchObject({ failure: 'transient', passing: true });
    expect(String((error as Error).stack)).not.toContain(secret);
  });

  test('a refused password is not tried again, and not told', async () => {
    const server = createServer((socket) => {
      socket.write('220 hello\r\n');
      socket.on('data', (data) => {
        const said = data.toString();
        if (said.startsWith('EHLO')) socket.write('250-hello\r\n250 AUTH PLAIN LOGIN\r\n');
        else socket.write('535 5.7.8 authentication failed\r\n');
      });
      socket.on('error', () => {});
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    const error = await failure(smtpMailer(`smtp://ana:${secret}@127.0.0.1:${port}`, 'tocsin@example.com').send(mail('x')));
    server.close();
    expect(error).toMatchObject({ failure: 'auth', passing: false });
    expect(`${String((error as Error).stack)}${JSON.stringify(error)}`).not.toContain(secret);
  });
});
