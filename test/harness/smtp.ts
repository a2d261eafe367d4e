import { createServer, type AddressInfo, type Socket } from 'node:net';
import { until } from './until.ts';

export interface Mail {
  from: string;
  to: string[];
  /** Lower-case name → decoded value; the last of a name counts. */
  headers: Record<string, string>;
  /** Decoded; the parts of a multipart one after another. */
  text: string;
  /** As it came, dots unstuffed. */
  raw: string;
}

export interface SmtpSink {
  /** `smtp://127.0.0.1:<port>` */
  readonly url: string;
  readonly mails: readonly Mail[];
  /** What the next recipients are answered, such as `451 later`; back to accepting with nothing. */
  refuse(answer?: string): void;
  /** The first mail that fits, waiting for it. */
  mail(fits?: (mail: Mail) => boolean): Promise<Mail>;
  stop(): Promise<void>;
}

/** A mail server that takes every mail, from anybody with any password, and keeps it. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const mails: Mail[] = [];
  const sockets = new Set<Socket>();
  let refusal: string | undefined;
  const server = createServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy()));
    converse(
      socket,
      () => refusal,
      (mail) => mails.push(mail),
    );
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuse: (answer) => {
      refusal = answer;
    },
    mail: (fits = () => true) =>
      until(() => mails.find(fits), {
        what: 'a mail',
        context: () => `there are ${mails.map(({ headers }) => headers['subject']).join(', ') || 'none'}`,
      }),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}

type Envelope = Pick<Mail, 'from' | 'to'>;

function converse(socket: Socket, refusal: () => string | undefined, keep: (mail: Mail) => void): void {
  let envelope: Envelope = { from: '', to: [] };
  let waiting = '';
  let body: string | undefined;
  const say = (answer: string): void => void socket.write(`${answer}\r\n`);

  const finish = (raw: string): void => {
    keep(read(envelope, raw));
    envelope = { from: '', to: [] };
    say('250 kept');
  };
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'MAIL') envelope = { from: address(line), to: [] };
    if (verb === 'RCPT' && !refusal()) envelope.to.push(address(line));
    if (verb === 'DATA') body = '';
    say(verb === 'RCPT' ? (refusal() ?? '250 ok') : (answers[verb] ?? '250 ok'));
    if (verb === 'QUIT') socket.end();
  };
  const line = (text: string): void => {
    if (body === undefined) return command(text);
    if (text !== '.') return void (body += `${text.replace(/^\./, '')}\r\n`);
    const raw = body;
    body = undefined;
    return finish(raw);
  };

  say('220 sink');
  socket.setEncoding('latin1').on('data', (text: string) => {
    const lines = (waiting + text).split('\r\n');
    waiting = lines.pop()!;
    lines.forEach(line);
  });
}

const answers: Record<string, string> = {
  EHLO: '250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN',
  AUTH: '235 welcome',
  DATA: '354 go on, end with a dot',
  QUIT: '221 bye',
};

function address(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}

function read(envelope: Envelope, raw: string): Mail {
  const { headers, text } = part(raw);
  return { ...envelope, headers, text, raw: utf8(raw) };
}

function part(raw: string): Pick<Mail, 'headers' | 'text'> {
  const end = raw.indexOf('\r\n\r\n');
  const lines = raw
    .slice(0, end)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':', 1)[0]!.toLowerCase(), words(line.slice(line.indexOf(':') + 1).trim())]),
  );
  const body = raw.slice(end + 4);
  const boundary = /boundary="?([^";]+)/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return { headers, text: decode(body, headers['content-transfer-encoding'] ?? '') };
  const parts = body.split(`--${boundary}`).slice(1, -1);
  return { headers, text: parts.map((each) => part(each.replace(/^\r\n/, '')).text).join('\n') };
}

/** Line ends become `\n`. */
function decode(text: string, encoding: string): string {
  return decoded(text, encoding).replaceAll('\r\n', '\n');
}

/** RFC 2047; a fold between two encoded words is not part of the text. */
function words(header: string): string {
  return utf8(header)
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, how: string, text: string) =>
      how.toLowerCase() === 'b' ? decode(text, 'base64') : decode(text.replaceAll('_', ' '), 'quoted-printable'),
    );
}

function decoded(text: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString();
  if (encoding !== 'quoted-printable') return utf8(text);
  return utf8(
    text.replaceAll('=\r\n', '').replaceAll(/=([0-9A-F]{2})/gi, (_all, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16))),
  );
}

function utf8(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}
