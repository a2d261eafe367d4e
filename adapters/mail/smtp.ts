import { createTransport } from 'nodemailer';
import { OutsideError } from '../../ports/errors.ts';
import type { Mailer } from '../../ports/mail.ts';

/** Mail by SMTP. `url` as in `smtp://user:password@mail.example.com:587`; ten seconds at most for each step. */
export function smtpMailer(url: string, from: string): Mailer {
  const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 10_000, dnsTimeout: 10_000 };
  const transport = createTransport({ url, ...timeouts });
  return {
    async verify() {
      await transport.verify().catch((e: unknown) => {
        throw failureOf(e, 'anybody');
      });
    },
    async send(mail) {
      try {
        await transport.sendMail({
          from,
          to: mail.to,
          subject: mail.subject,
          text: mail.text,
          messageId: `<${mail.messageId}>`,
          disableFileAccess: true,
          disableUrlAccess: true,
        });
      } catch (e) {
        throw failureOf(e, mail.to);
      }
    },
  };
}

/** A 5xx answer is final, a 4xx or a lost connection passes. */
function failureOf(e: unknown, to: string): OutsideError {
  const { responseCode = 0, code = '', response = '' } = e as { responseCode?: number; code?: string; response?: string };
  if (code === 'EAUTH') return new OutsideError('auth', 'mail: the server refused user or password. Check SMTP_URL; not retried.');
  if (responseCode >= 500)
    return new OutsideError(
      'invalid',
      `mail: the server refused mail to ${to} (${responseCode} ${response.slice(0, 200)}). Check the address; not retried.`,
    );
  return new OutsideError(
    'transient',
    `mail: the server could not be reached (${code || responseCode || 'no answer'}). Check SMTP_URL and that the server is up; tried again.`,
  );
}
